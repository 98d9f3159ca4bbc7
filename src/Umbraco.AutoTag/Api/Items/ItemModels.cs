using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Api.Items;

/// <summary>What AutoTag knows about one image.</summary>
/// <param name="MediaKey">The image.</param>
/// <param name="Name">Its name in the tree.</param>
/// <param name="MediaTypeAlias">Alias of its media type.</param>
/// <param name="State">Where it is.</param>
/// <param name="DueAt">Where it waits: not before this moment. Null in every other state.</param>
/// <param name="Attempts">How often it was tried since it last came in.</param>
/// <param name="Reason">Why it waits, was skipped or failed, in English, for people.</param>
/// <param name="ReasonCode">A stable word for the reason, to be put into the reader's language.</param>
/// <param name="EnqueuedAt">When it last came in.</param>
/// <param name="ChangedAt">When its state last changed.</param>
/// <param name="Fields">Each field that AutoTag fills, with a property or without.</param>
/// <param name="History">What was written and decided, newest first.</param>
/// <param name="Cost">What was spent on this image so far.</param>
/// <param name="CanUndo">True where a field still holds what AutoTag wrote on its own and no human has said yes to.</param>
/// <param name="Analysed">True where everything that would be paid for is known of the file as it is now: tagging it costs nothing. False while AutoTag is at it.</param>
/// <param name="AskAgain">What asking again is likely to cost, by what it cost last time; null where nobody knows.</param>
/// <param name="Steps">The steps for which a fallback stood in, and those that are asked only where an earlier one is unsure; empty while AutoTag is at it.</param>
public sealed record MediaItemState(
    Guid MediaKey,
    string Name,
    string MediaTypeAlias,
    ItemState State,
    DateTimeOffset? DueAt,
    int Attempts,
    string? Reason,
    string? ReasonCode,
    DateTimeOffset? EnqueuedAt,
    DateTimeOffset? ChangedAt,
    IReadOnlyList<FieldView> Fields,
    IReadOnlyList<HistoryEntry> History,
    Cost Cost,
    bool CanUndo,
    bool Analysed,
    Price? AskAgain,
    IReadOnlyList<StepView> Steps);

/// <summary>Where an image is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ItemState>))]
public enum ItemState
{
    /// <summary>AutoTag never had work on it.</summary>
    NotQueued,

    /// <summary>Waits for its turn, or for its due time.</summary>
    Waiting,

    /// <summary>Is being looked at.</summary>
    Working,

    /// <summary>Analysed and decided.</summary>
    Done,

    /// <summary>Cannot be tagged.</summary>
    Skipped,

    /// <summary>Given up after several attempts.</summary>
    Failed,

    /// <summary>An editor said never to send it.</summary>
    Ignored,
}

/// <summary>One field of an image.</summary>
/// <param name="Field">Which.</param>
/// <param name="Language">Language of its value, two letters.</param>
/// <param name="PropertyAlias">The property that holds it; null where the media type has none.</param>
/// <param name="PropertyName">That property's name.</param>
/// <param name="Value">The text as one entry, or the keywords; empty where there is nothing.</param>
/// <param name="Owner">Whose value it is.</param>
/// <param name="IsDecorative">True where a person said that the picture is decorative: the field is empty by decision, and stays so.</param>
/// <param name="DecorativeSaysWho">Alias of the connection that takes the picture for decorative; null where none does, and for every field but the alt text.</param>
/// <param name="Suggestions">What was proposed for it, newest first, decided ones included.</param>
public sealed record FieldView(
    Field Field,
    string Language,
    string? PropertyAlias,
    string? PropertyName,
    IReadOnlyList<string> Value,
    Owner Owner,
    bool IsDecorative,
    string? DecorativeSaysWho,
    IReadOnlyList<SuggestionView> Suggestions);

/// <summary>A proposed value.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Value">The proposed text or keyword.</param>
/// <param name="State">Where it is in its life.</param>
/// <param name="Version">To be sent back with a decision.</param>
/// <param name="Confidence">0 to 1; null where its source gave none.</param>
/// <param name="ConfidenceSource">What that number is worth.</param>
/// <param name="PendingReason">Why it waits; null where it does not.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ChangedAt">When its state last changed.</param>
/// <param name="DecidedBy">Who decided; null where nobody has.</param>
/// <param name="EditedValue">What the editor made of it.</param>
/// <param name="Origin">Where it comes from; null where its analysis is gone.</param>
/// <param name="Box">Where in the picture it was seen; null where the source does not say.</param>
/// <param name="Sources">Each source's part in it, the leading one first; empty where one source said the value itself, as sure as it said.</param>
public sealed record SuggestionView(
    Guid Id,
    string Value,
    SuggestionState State,
    int Version,
    double? Confidence,
    ConfidenceSource ConfidenceSource,
    PendingReason? PendingReason,
    DateTimeOffset CreatedAt,
    DateTimeOffset ChangedAt,
    Person? DecidedBy,
    string? EditedValue,
    Origin? Origin,
    Box? Box,
    IReadOnlyList<SourceView> Sources);

/// <summary>One source's part in a suggestion.</summary>
/// <param name="Connection">Alias of the connection that looked; null where its analysis is gone.</param>
/// <param name="Model">The model that answered, or the one asked for; null where neither is known.</param>
/// <param name="Confidence">How sure that source is by itself, 0 to 1; null where it gave none.</param>
/// <param name="ConfidenceSource">What that number is worth.</param>
/// <param name="Said">The source's own word, where the vocabulary made another of it; null where it said the value itself.</param>
/// <param name="BecauseOf">The keyword that the value is a parent of in the vocabulary; null where it is proposed for itself.</param>
/// <param name="Calibrated">What its number, or the lack of one, has come to mean by editors' decisions; null where it stands for itself.</param>
public sealed record SourceView(
    string? Connection, string? Model, double? Confidence, ConfidenceSource ConfidenceSource, string? Said, string? BecauseOf, CalibratedView? Calibrated);

/// <summary>A confidence that comes from editors' decisions.</summary>
/// <param name="Confidence">The share of such values that editors accepted, 0 to 1.</param>
/// <param name="Decisions">How many decisions it rests on.</param>
public sealed record CalibratedView(double Confidence, long Decisions);

/// <summary>Where a value comes from.</summary>
/// <param name="Connection">Alias of the connection that looked.</param>
/// <param name="Provider">Alias of its provider.</param>
/// <param name="ModelAsked">The model asked for; null where none was named.</param>
/// <param name="ModelReported">The model that answered; null where it does not say.</param>
/// <param name="AnalysedAt">When it looked.</param>
/// <param name="RevisionId">The revision of the profile it was decided under.</param>
/// <param name="Cost">What that call cost, for all its values together; null where nobody knows.</param>
/// <param name="Credits">Provider credits that call took; null where the provider does not say.</param>
/// <param name="PriceBasis">Where the cost comes from.</param>
/// <param name="StandsInFor">For whom it looked; null where it looked for itself.</param>
public sealed record Origin(
    string Connection,
    string Provider,
    string? ModelAsked,
    string? ModelReported,
    DateTimeOffset AnalysedAt,
    string RevisionId,
    Money? Cost,
    decimal? Credits,
    PriceBasis PriceBasis,
    StandInView? StandsInFor);

/// <summary>For whom a fallback stood in.</summary>
/// <param name="Connection">Alias of the connection that did not answer.</param>
/// <param name="ReasonCode">How it failed: a stable word.</param>
public sealed record StandInView(string Connection, string ReasonCode);

/// <summary>What became of a step of the profile with this image, where that was not as usual.</summary>
/// <param name="Connection">Alias of the connection it names.</param>
/// <param name="Need">Whether it was asked; always <c>Needed</c> where it is asked about every image.</param>
/// <param name="UnsureOf">Alias of the connection whose certainty decides about it; null where it is asked about every image.</param>
/// <param name="Sureness">How sure that one was, 0 to 1; null where it has not answered, or named something without a measured number.</param>
/// <param name="Below">The bar; null where it is asked about every image.</param>
/// <param name="AnsweredBy">Alias of the connection that answered; null where none did.</param>
/// <param name="StandsInFor">For whom that one stood in; null where it did not.</param>
public sealed record StepView(
    string Connection,
    StepNeed Need,
    string? UnsureOf,
    double? Sureness,
    double? Below,
    string? AnsweredBy,
    StandInView? StandsInFor);

/// <summary>One thing that happened to a field.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What.</param>
/// <param name="Field">To which field.</param>
/// <param name="Language">In which language.</param>
/// <param name="Before">What was there, or what was proposed.</param>
/// <param name="After">What came of it.</param>
/// <param name="By">Who; null for AutoTag, and for what was done in the property itself: Umbraco's own history knows who saved.</param>
public sealed record HistoryEntry(
    DateTimeOffset At,
    HistoryKind Kind,
    Field Field,
    string Language,
    IReadOnlyList<string> Before,
    IReadOnlyList<string> After,
    Person? By);

/// <summary>What happened.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HistoryKind>))]
public enum HistoryKind
{
    /// <summary>AutoTag wrote.</summary>
    Written,

    /// <summary>An editor took AutoTag's write back.</summary>
    Undone,

    /// <summary>An editor said yes.</summary>
    Accepted,

    /// <summary>An editor wrote something else instead.</summary>
    Edited,

    /// <summary>An editor said no.</summary>
    Rejected,

    /// <summary>Somebody typed something else into the property itself.</summary>
    EditedByHand,

    /// <summary>Somebody took it out of the property itself.</summary>
    RemovedByHand,

    /// <summary>A save that was opened before AutoTag wrote put the old value back; what was lost is offered again.</summary>
    Lost,

    /// <summary>An editor took a decision of theirs back.</summary>
    TakenBack,

    /// <summary>An editor said that the picture is decorative.</summary>
    Decorative,

    /// <summary>Somebody put what was suggested into the property itself.</summary>
    AcceptedByHand,
}

/// <summary>A likely price.</summary>
/// <param name="Cost">Money; null where nobody knows.</param>
/// <param name="Credits">Provider credits; null where the provider does not say.</param>
public sealed record Price(Money? Cost, decimal? Credits);

/// <summary>A picture is decorative.</summary>
/// <param name="SeenValue">What the alt text held when that was said, the empty string for nothing: where it holds something else by now, nothing is written.</param>
/// <param name="Language">Which alt text, of those in several languages; the first where unset.</param>
public sealed record DecorativeRequest([Required(AllowEmptyStrings = true)] string SeenValue, string? Language = null);

/// <summary>"Tag now".</summary>
/// <param name="Force">Ask again, and pay again, even where the answer is known.</param>
/// <param name="OnlySuggest">Write nothing: what comes of it waits for a yes, whatever the profile says. Work that is outstanding already writes as it would.</param>
public sealed record TagRequest(bool Force, bool OnlySuggest = false);
