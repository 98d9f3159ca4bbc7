using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Exchanges;

namespace Umbraco.AutoTag.Core.Tests.Exchanges;

/// <summary>Old answers go in pieces, and not all of a great many in one go.</summary>
public sealed class ForgetAnswersTests
{
    [TestCase(0, 1)]
    [TestCase(1_999, 1)]
    [TestCase(2_000, 2)]
    [TestCase(4_500, 3)]
    [TestCase(100_000, 50)]
    [TestCase(1_000_000, 50)]
    public async Task What_is_older_is_deleted_in_pieces_until_nothing_is_left_or_it_has_been_enough_for_now(int old, int pieces)
    {
        var store = new OldAnswers { Left = old };

        int forgotten = await new ForgetAnswers(store, new StandingClock()).RunAsync(TimeSpan.FromDays(90), default);

        Assert.That(forgotten, Is.EqualTo(Math.Min(old, 100_000)));
        Assert.That(store.Pieces, Is.EqualTo(Enumerable.Repeat((StandingClock.Now.AddDays(-90), 2_000), pieces)));
    }

    private sealed class StandingClock : TimeProvider
    {
        public static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class OldAnswers : IWordingStore
    {
        public required int Left { get; set; }

        public List<(DateTimeOffset Before, int AtMost)> Pieces { get; } = [];

        public Task<int> ForgetAsync(DateTimeOffset before, int atMost, CancellationToken cancellationToken)
        {
            Pieces.Add((before, atMost));
            int some = Math.Min(atMost, Left);
            Left -= some;
            return Task.FromResult(some);
        }

        public Task KeepAsync(Guid callId, AnalysisKey key, Wording wording, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task KeepQuestionAsync(AnalysisKey key, string asked, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Wording?> FindAsync(Guid callId, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
