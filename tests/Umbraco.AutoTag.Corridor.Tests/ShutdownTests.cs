using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>The site stops in good order while images are under way, and calls that brought nothing are counted however a walk ends.</summary>
public sealed class ShutdownTests
{
    private readonly MeddlingSeams _seams = new();
    private Site _site = null!;
    private MediaItem _photo = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _seams.Before = (_, _) => { };
        _site = await Site.OpenAsync(_seams);
        _photo = _site.Library.Add(Jpeg);
        await _site.Intake.TakeAsync([Site.Saved(_photo)], default);
    }

    [TearDown]
    public void Close() => _site.Dispose();

    [Test]
    public async Task A_call_that_is_on_its_way_may_end_and_its_answer_is_not_paid_for_again()
    {
        using var stop = new CancellationTokenSource();
        using var cutOff = new CancellationTokenSource();
        _site.Provider.Does(async (_, token) =>
        {
            await stop.CancelAsync();
            token.ThrowIfCancellationRequested();
            return VisionReply.Answered([Alt("Two dogs")]);
        });

        await StopsAsync(stop, cutOff);
        WorkItem meanwhile = await _site.StateOfAsync(_photo);
        _site.Provider.Says(Alt("Asked again"));
        await _site.WorkAsync();

        Assert.Multiple(async () =>
        {
            Assert.That((meanwhile.State, meanwhile.Attempts), Is.EqualTo((WorkState.Waiting, 0)));
            Assert.That((_site.Provider.Calls, _site.Library[_photo.Key].Fields[AltText].Text), Is.EqualTo((1, "Two dogs")));
            Assert.That((await _site.Ledger.ForMediaAsync(_photo.Key, 10, default)).Single().Charged, Is.EqualTo(Charged.Yes));
        });
    }

    [Test]
    public async Task What_was_not_sent_when_the_site_stops_is_given_back_at_once_and_is_not_sent()
    {
        using var stop = new CancellationTokenSource();
        using var cutOff = new CancellationTokenSource();
        _seams.Before = (call, _) =>
        {
            if (call == nameof(Core.Budgets.IReservationStore.ReserveAsync))
            {
                stop.Cancel();
            }
        };

        await StopsAsync(stop, cutOff);

        WorkItem state = await _site.StateOfAsync(_photo);
        Assert.That((state.State, state.Attempts, _site.Provider.Calls), Is.EqualTo((WorkState.Waiting, 0, 0)));
        Assert.That(await _site.AskAsync("SELECT COUNT(*) FROM autoTagReservation"), Is.Zero, "nothing stays put aside");
    }

    [Test]
    public async Task A_call_that_does_not_end_in_time_is_perhaps_paid_and_after_three_of_them_nobody_is_asked()
    {
        for (int deploy = 0; deploy < 3; deploy++)
        {
            using var stop = new CancellationTokenSource();
            using var cutOff = new CancellationTokenSource();
            _site.Provider.Does(async (_, token) =>
            {
                await stop.CancelAsync();
                await cutOff.CancelAsync();
                token.ThrowIfCancellationRequested();
                return VisionReply.Answered([]);
            });
            await StopsAsync(stop, cutOff);
        }

        _site.Provider.Says(Alt("Two dogs"));
        await _site.WorkAsync();

        WorkItem state = await _site.StateOfAsync(_photo);
        Assert.Multiple(async () =>
        {
            Assert.That((_site.Provider.Calls, state.Tries.Paid, state.State), Is.EqualTo((3, 3, WorkState.Failed)));
            Assert.That((await _site.Ledger.ForMediaAsync(_photo.Key, 10, default)).Select(call => call.Charged), Is.All.EqualTo(Charged.Unknown).And.Exactly(3).Items);
        });
        await _site.TagNowAsync(_photo);
        Assert.That(_site.Library[_photo.Key].Fields[AltText].Text, Is.EqualTo("Two dogs"), "a person may have it tried again");
    }

    [Test]
    public async Task An_answer_that_cannot_be_kept_at_once_is_tried_again_without_a_pause_when_time_is_up()
    {
        using var stop = new CancellationTokenSource();
        using var cutOff = new CancellationTokenSource();
        int tries = 0;
        _seams.Before = (call, given) =>
        {
            if (call == nameof(IAnalysisStore.KeepAsync) && given[0] is Analysis && ++tries == 1)
            {
                stop.Cancel();
                cutOff.Cancel();
                throw new TimeoutException("The database is away.");
            }
        };
        _site.Provider.Says(Alt("Two dogs"));

        await StopsAsync(stop, cutOff);
        _site.Provider.Says(Alt("Asked again"));
        await _site.WorkAsync();

        Assert.That((tries, _site.Provider.Calls, _site.Library[_photo.Key].Fields[AltText].Text), Is.EqualTo((2, 1, "Two dogs")));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_call_in_vain_counts_also_where_what_else_was_said_could_not_be_written(bool isRefused)
    {
        ScriptedProvider words = _site.Connect("words", model: "another");
        words.Fails(new Failure(FailureKind.Unavailable, "No answer in time.") { Charged = Charged.Unknown });
        _site.Provider.Says(Keyword("dog", 0.95));
        _site.Default = _site.Default with { Steps = [new Step("vision", VisionTasks.Keywords), new Step("words", VisionTasks.AltText)] };
        _site.Library.RefusesSaves = isRefused;
        _site.Library.JustBeforeWriting = () =>
        {
            if (!isRefused)
            {
                throw new InvalidOperationException("The site is in trouble.");
            }
        };

        await _site.WorkAsync();

        WorkItem state = await _site.StateOfAsync(_photo);
        Assert.That((state.ReasonCode, words.Calls, state.Tries.Paid), Is.EqualTo((isRefused ? "NotWritten" : "Unexpected", 1, 1)));
    }

    private async Task StopsAsync(CancellationTokenSource stop, CancellationTokenSource cutOff)
    {
        Lease lease = (await _site.Claim.NextAsync(1, default)).Single();
        Task walk = _site.Walk.WalkAsync(lease, stop.Token, cutOff.Token);
        Assert.That(async () => await walk.WaitAsync(TimeSpan.FromMinutes(1)), Throws.InstanceOf<OperationCanceledException>());
        _site.Clock.Advance(TimeSpan.FromMilliseconds(10));
    }
}
