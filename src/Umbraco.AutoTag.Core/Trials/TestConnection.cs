using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Exchanges;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Trials;

/// <summary>
/// Finds out whether a connection works, by one call with <see cref="TestPicture"/>. It goes the way of every other call: budgets, rate limit and the
/// ledger hold for it. Its answer is kept nowhere.
/// </summary>
public sealed class TestConnection(IVisionCaller caller, IProfiles profiles, ILedgerStore ledger, TimeProvider clock)
{
    // More tests are never under way at once.
    private const int LastTests = 50;

    /// <summary>Tests a connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="askedBy">Who wants to know; null where nobody is known.</param>
    /// <param name="cancellationToken">Stops the call under way: what it cost then is not known.</param>
    public async Task<TestResult> RunAsync(Connection connection, Guid? askedBy, CancellationToken cancellationToken)
    {
        VisionCall call = TestCall.Of(connection, profiles.Default) with { Editor = askedBy };
        using var recording = ExchangeRecording.Begin(connection, call.Request.Image, clock);
        long start = clock.GetTimestamp();
        CalledReply called = await caller.CallAsync(call, cancellationToken);
        TimeSpan latency = clock.GetElapsedTime(start);
        return new TestResult(call, called.Reply, await EntryAsync(called.CallId), recording.Exchanges, recording.Spoken, latency);
    }

    // What was paid for is told, even to somebody who has just lost patience.
    private async Task<LedgerEntry?> EntryAsync(Guid? callId) => callId is null
        ? null
        : (await ledger.ForMediaAsync(VisionCall.NoMedia, LastTests, CancellationToken.None)).FirstOrDefault(entry => entry.CallId == callId);
}

/// <summary>What came of a test.</summary>
/// <param name="Call">What was asked.</param>
/// <param name="Reply">What AutoTag understood.</param>
/// <param name="Entry">Its row in the ledger; null where nothing was sent.</param>
/// <param name="Exchanges">What went over the network; empty where nothing did, or where it was not AutoTag that sent it.</param>
/// <param name="Spoken">What was said through a client of the site's own; null where none was asked, or nothing came back.</param>
/// <param name="Latency">From the click to the answer, waiting for its turn included.</param>
public sealed record TestResult(VisionCall Call, VisionReply Reply, LedgerEntry? Entry, IReadOnlyList<Exchange> Exchanges, Wording? Spoken, TimeSpan Latency);
