using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Values;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>A model's answer that has not the form asked for: what asking once more brings, costs, and does not do.</summary>
public sealed class RepairTests
{
    private static readonly Failure s_unread = new(FailureKind.Malformed, "The answer could not be understood.")
    {
        Charged = Charged.Yes,
        Repairable = Repairable.Yes,
    };

    private readonly List<bool> _repairs = [];
    private Site _site = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _repairs.Clear();
        _site = await Site.OpenAsync();
        _site.Options.UsdPerImage = 0.01m;
    }

    [TearDown]
    public void Close() => _site.Dispose();

    [Test]
    public async Task An_answer_that_could_not_be_read_is_asked_for_once_more_at_once_and_both_calls_are_in_the_ledger()
    {
        Answers(VisionReply.Failed(s_unread), VisionReply.Answered([Alt("Two dogs")]));
        MediaItem photo = _site.Library.Add(Jpeg);

        await _site.UploadAsync(photo);

        IReadOnlyList<LedgerEntry> calls = await CallsAsync(photo);
        Assert.Multiple(async () =>
        {
            Assert.That(_repairs, Is.EqualTo(new[] { false, true }));
            Assert.That(_site.Library[photo.Key].Fields[AltText].Text, Is.EqualTo("Two dogs"));
            Assert.That((await _site.StateOfAsync(photo)).State, Is.EqualTo(WorkState.Done));
            Assert.That(calls.Select(call => call.Failure), Is.EquivalentTo(new FailureKind?[] { FailureKind.Malformed, null }));
            Assert.That(calls.Select(call => call.Cost), Is.All.EqualTo((MicroUsd?)new MicroUsd(10_000)));
        });
    }

    [Test]
    public async Task A_repair_that_cannot_be_read_either_is_the_last_and_the_item_says_so()
    {
        Answers(VisionReply.Failed(s_unread));
        MediaItem photo = _site.Library.Add(Jpeg);

        await _site.UploadAsync(photo);
        _site.Clock.Advance(TimeSpan.FromDays(1));
        await _site.WorkAsync();

        WorkItem failed = await _site.StateOfAsync(photo);
        Assert.Multiple(() =>
        {
            Assert.That(_repairs, Is.EqualTo(new[] { false, true }));
            Assert.That((failed.State, failed.ReasonCode), Is.EqualTo((WorkState.Failed, "Malformed")));
            Assert.That(failed.Reason, Does.StartWith(s_unread.Message).And.Contain("asked once more"));
        });
    }

    [Test]
    public async Task A_free_system_is_not_asked_for_ever_either()
    {
        Answers(VisionReply.Failed(s_unread with { Charged = Charged.No }));
        MediaItem photo = _site.Library.Add(Jpeg);

        await _site.UploadAsync(photo);

        Assert.That((_repairs.Count, (await _site.StateOfAsync(photo)).State), Is.EqualTo((2, WorkState.Failed)));
    }

    [Test]
    public async Task A_repair_that_no_longer_fits_into_the_budget_is_not_sent_and_the_image_waits()
    {
        _site.Budgets.Add(new Budget { Name = "daily", Period = BudgetPeriod.Day, Money = new MicroUsd(15_000), Key = "AutoTag:Budgets:daily" });
        Answers(VisionReply.Failed(s_unread), VisionReply.Answered([Alt("Two dogs")]));
        MediaItem photo = _site.Library.Add(Jpeg);

        await _site.UploadAsync(photo);

        WorkItem waiting = await _site.StateOfAsync(photo);
        Assert.Multiple(async () =>
        {
            Assert.That(_repairs, Is.EqualTo(new[] { false }));
            Assert.That((waiting.State, waiting.ReasonCode), Is.EqualTo((WorkState.Waiting, "Malformed")));
            Assert.That((await CallsAsync(photo)).Sum(call => call.Cost!.Value.Amount), Is.EqualTo(10_000));
            Assert.That(await _site.AskAsync("SELECT COUNT(*) FROM autoTagReservation"), Is.Zero);
        });
    }

    [Test]
    public async Task A_repair_waits_for_no_rate_permit_in_memory()
    {
        _site.Options.RateLimitRequests = 1;
        Answers(VisionReply.Failed(s_unread), VisionReply.Answered([Alt("Two dogs")]));
        MediaItem photo = _site.Library.Add(Jpeg);
        await _site.UploadAsync(photo);
        Assert.That((_repairs.Count, (await _site.StateOfAsync(photo)).State), Is.EqualTo((1, WorkState.Waiting)));

        _site.Clock.Advance(TimeSpan.FromMinutes(2));
        await _site.WorkAsync();

        Assert.That((_repairs.Count, (await _site.StateOfAsync(photo)).State), Is.EqualTo((2, WorkState.Done)));
    }

    [Test]
    public async Task A_picture_that_was_put_under_an_excluded_folder_meanwhile_is_not_sent_again()
    {
        MediaItem photo = _site.Library.Add(Jpeg);
        Answers(_ => _site.Excluded.Add(photo.Path), VisionReply.Failed(s_unread), VisionReply.Answered([Alt("Two dogs")]));

        await _site.UploadAsync(photo);

        Assert.That(_repairs, Is.EqualTo(new[] { false }));
    }

    [Test]
    public async Task An_outage_during_the_repair_leaves_the_image_waiting_and_never_more_than_three_calls_are_paid_for()
    {
        VisionReply down = VisionReply.Failed(new Failure(FailureKind.Unavailable, "Down.") { RetryAfter = TimeSpan.FromMinutes(1) });
        Answers(VisionReply.Failed(s_unread), down, VisionReply.Failed(s_unread));
        MediaItem photo = _site.Library.Add(Jpeg);
        await _site.UploadAsync(photo);
        WorkState between = (await _site.StateOfAsync(photo)).State;

        for (int hour = 0; hour < 24; hour++)
        {
            _site.Clock.Advance(TimeSpan.FromHours(1));
            await _site.WorkAsync();
        }

        Assert.Multiple(async () =>
        {
            Assert.That(between, Is.EqualTo(WorkState.Waiting));
            Assert.That((await _site.StateOfAsync(photo)).State, Is.EqualTo(WorkState.Failed));
            Assert.That((await CallsAsync(photo)).Count(call => call.Charged != Charged.No), Is.EqualTo(3));
        });
    }

    [Test]
    public async Task A_repair_that_is_refused_skips_the_image()
    {
        Answers(VisionReply.Failed(s_unread), VisionReply.Failed(new Failure(FailureKind.Refused, "No.") { Charged = Charged.Yes }));
        MediaItem photo = _site.Library.Add(Jpeg);

        await _site.UploadAsync(photo);

        Assert.That((await _site.StateOfAsync(photo)).State, Is.EqualTo(WorkState.Skipped));
    }

    [Test]
    public async Task An_answer_of_a_system_that_is_not_asked_in_words_is_not_repaired()
    {
        Answers(VisionReply.Failed(s_unread with { Repairable = Repairable.No }), VisionReply.Answered([Alt("Two dogs")]));
        MediaItem photo = _site.Library.Add(Jpeg);

        await _site.UploadAsync(photo);

        Assert.That((_repairs.Count, (await _site.StateOfAsync(photo)).State), Is.EqualTo((1, WorkState.Waiting)));
    }

    private void Answers(params VisionReply[] replies) => Answers(_ => { }, replies);

    // The last reply is given again and again.
    private void Answers(Action<VisionRequest> meanwhile, params VisionReply[] replies) => _site.Provider.Does((request, _) =>
    {
        meanwhile(request);
        _repairs.Add(request.IsRepair);
        return Task.FromResult(replies[Math.Min(_repairs.Count, replies.Length) - 1]);
    });

    private Task<IReadOnlyList<LedgerEntry>> CallsAsync(MediaItem photo) =>
        _site.Ledger.ForMediaAsync(photo.Key, 10, default);
}
