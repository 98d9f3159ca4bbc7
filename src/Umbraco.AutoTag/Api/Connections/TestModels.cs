using Umbraco.AutoTag.Core.Exchanges;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Api.Connections;

/// <summary>What came of testing a connection. Holds no secret and no picture.</summary>
/// <param name="Connection">Its alias.</param>
/// <param name="At">When it ended.</param>
/// <param name="Sent">True where something was asked; false where AutoTag itself held it back.</param>
/// <param name="LatencySeconds">From the click to the answer, waiting for its turn included.</param>
/// <param name="Tasks">What was asked.</param>
/// <param name="ModelAsked">The model asked for; null where none is named.</param>
/// <param name="ModelReported">The model that says it answered; null where it does not say.</param>
/// <param name="RequestId">The provider's id of the exchange; null where it gives none.</param>
/// <param name="Observations">What AutoTag understood; null where it failed.</param>
/// <param name="Failure">Why it failed; null where it did not.</param>
/// <param name="Usage">What the provider says it used.</param>
/// <param name="Cost">What it cost; null where nobody knows, or where nothing was sent.</param>
/// <param name="Credits">Provider credits it took; null for systems without.</param>
/// <param name="PriceBasis">Where the cost comes from.</param>
/// <param name="Exchanges">What went over the network; empty where nothing did.</param>
/// <param name="SeesExchanges">False where somebody else's client did the talking, so that nothing of the network could be seen.</param>
/// <param name="Spoken">The words that were said through that client; null where none was asked, or nothing came back.</param>
public sealed record ConnectionTest(
    string Connection,
    DateTimeOffset At,
    bool Sent,
    double LatencySeconds,
    IReadOnlyList<string> Tasks,
    string? ModelAsked,
    string? ModelReported,
    string? RequestId,
    IReadOnlyList<TestObservation>? Observations,
    TestFailure? Failure,
    TestUsage Usage,
    Money? Cost,
    decimal? Credits,
    PriceBasis PriceBasis,
    IReadOnlyList<ExchangeView> Exchanges,
    bool SeesExchanges,
    SpokenView? Spoken);

/// <summary>What was asked and answered through a client of the site's own. Holds no secret and no picture.</summary>
/// <param name="Asked">The question; null where it was not written down.</param>
/// <param name="Answered">The answer as it came.</param>
/// <param name="IsCut">True where more came than is shown.</param>
public sealed record SpokenView(string? Asked, string Answered, bool IsCut);

/// <summary>One thing that was said of the picture.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">The text.</param>
/// <param name="Confidence">0 to 1; null where none is given.</param>
/// <param name="ConfidenceSource">What that number is worth.</param>
/// <param name="Language">Two letters (ISO 639-1); null where the source does not say.</param>
public sealed record TestObservation(string Kind, string Value, double? Confidence, ConfidenceSource ConfidenceSource, string? Language);

/// <summary>Why a test brought no answer.</summary>
/// <param name="Kind">What kind of failure it is.</param>
/// <param name="ReasonCode">The word that says what to do about it: the kind, or what exactly AutoTag itself says.</param>
/// <param name="Message">What happened and what to do.</param>
/// <param name="Code">The system's own code; null where it gave none.</param>
/// <param name="RetryAfterSeconds">How long the system asks to wait; null where it does not say.</param>
/// <param name="Charged">Whether it was paid for.</param>
public sealed record TestFailure(string Kind, string ReasonCode, string Message, string? Code, double? RetryAfterSeconds, string Charged);

/// <summary>What the provider says a call used; null is not said, which is not zero.</summary>
/// <param name="InputTokens">Tokens read.</param>
/// <param name="OutputTokens">Tokens written.</param>
/// <param name="CreditsRemaining">Credits left.</param>
public sealed record TestUsage(long? InputTokens, long? OutputTokens, decimal? CreditsRemaining);

/// <summary>One request over the network and its answer.</summary>
/// <param name="Method">The verb.</param>
/// <param name="Address">Where to.</param>
/// <param name="Headers">What was sent with it.</param>
/// <param name="Body">What was sent, as text; null where nothing was.</param>
/// <param name="Response">What came back; null where nothing did.</param>
/// <param name="BrokenBy">Why nothing came back, in one word; null where something did.</param>
/// <param name="LatencySeconds">From sending to the answer's headers.</param>
public sealed record ExchangeView(
    string Method, string Address, IReadOnlyList<HeaderLine> Headers, string? Body, ReceivedResponse? Response, string? BrokenBy, double LatencySeconds);
