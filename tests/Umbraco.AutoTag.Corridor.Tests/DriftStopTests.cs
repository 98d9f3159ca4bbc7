using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.TestKit;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>A connection that is answered by another model than the one it is pinned to, where that is to stop it.</summary>
public sealed class DriftStopTests
{
    private static readonly Guid s_admin = Guid.NewGuid();

    private Listening _log = null!;
    private Site _site = null!;
    private string _answers = string.Empty;

    [SetUp]
    public async Task OpenAsync()
    {
        _log = new Listening();
        _site = await Site.OpenAsync(_log);
        _answers = "seer-1";
        _site.Options.Model = "seer-1";
        _site.Options.WhenModelDrifts = WhenModelDrifts.Stop;
        _site.Provider.Does((_, _) => Task.FromResult(VisionReply.Answered([Keyword("harbour", 0.9)]) with { ModelReported = _answers }));
    }

    [TearDown]
    public void Close()
    {
        _site.Dispose();
        _log.Dispose();
    }

    [Test]
    public async Task The_first_answer_of_another_model_is_kept_and_stops_the_connection()
    {
        _answers = "seer-2";

        MediaItem first = await LookAtAsync();
        MediaItem second = await LookAtAsync();

        ConnectionState state = await StateAsync();
        WorkItem waiting = await _site.StateOfAsync(second);
        Assert.Multiple(async () =>
        {
            Assert.That((await _site.StateOfAsync(first)).State, Is.EqualTo(WorkState.Done), "what was paid for is used");
            Assert.That((state.Health, state.Until), Is.EqualTo((ConnectionHealth.Drifted, (DateTimeOffset?)null)));
            Assert.That(state.Message, Does.StartWith("vision is asked for seer-1, but seer-2 answers"));
            Assert.That((waiting.State, waiting.ReasonCode, waiting.Attempts, _site.Provider.Calls), Is.EqualTo((WorkState.Waiting, "ModelDrifted", 0, 1)));
            Assert.That((await _site.Ledger.LastCallsAsync(default)).Count, Is.EqualTo(1), "nothing is paid for what waits");
        });
    }

    [Test]
    public async Task Where_it_is_only_to_be_told_the_connection_goes_on()
    {
        _site.Options.WhenModelDrifts = WhenModelDrifts.Warn;
        _answers = "seer-2";

        await LookAtAsync();
        await LookAtAsync();

        Assert.That((await _site.ConnectionStates.FindAsync("vision", default), _site.Provider.Calls), Is.EqualTo(((ConnectionState?)null, 2)));
    }

    [Test]
    public async Task A_version_of_the_model_that_is_pinned_stops_nothing_until_another_version_answers()
    {
        _answers = "seer-1-2026-01";
        await LookAtAsync();
        Assert.That(await _site.ConnectionStates.FindAsync("vision", default), Is.Null);

        _answers = "seer-1-2026-02";
        await LookAtAsync();

        Assert.That((await StateAsync()).Health, Is.EqualTo(ConnectionHealth.Drifted));
    }

    [Test]
    public async Task What_an_admin_lets_go_on_is_not_stopped_for_the_same_model_again_but_for_another()
    {
        _answers = "seer-2";
        await LookAtAsync();
        MediaItem waiting = await LookAtAsync();

        await _site.ConnectionStates.ResumeAsync("vision", s_admin, default);
        await _site.Items.WakeAsync("vision", default);
        _site.Held.Release("vision");
        await _site.WorkAsync();
        await LookAtAsync();

        Assert.That(((await StateAsync()).Health, (await StateAsync()).ChangedBy, (await _site.StateOfAsync(waiting)).State), Is.EqualTo((ConnectionHealth.Ok, (Guid?)s_admin, WorkState.Done)));

        _answers = "seer-3";
        await LookAtAsync();
        Assert.That((await StateAsync()).Health, Is.EqualTo(ConnectionHealth.Drifted));
    }

    [Test]
    public async Task Another_pin_lets_it_go_on_by_itself()
    {
        _answers = "seer-2";
        await LookAtAsync();
        MediaItem waiting = await LookAtAsync();

        _site.Options.Model = "seer-2";
        _site.Clock.Advance(TimeSpan.FromMinutes(2));
        await _site.WorkAsync();

        Assert.That(((await StateAsync()).Health, (await _site.StateOfAsync(waiting)).State), Is.EqualTo((ConnectionHealth.Ok, WorkState.Done)));
    }

    [Test]
    public async Task A_setting_that_no_longer_stops_lets_it_go_on_by_itself()
    {
        _answers = "seer-2";
        await LookAtAsync();
        MediaItem waiting = await LookAtAsync();

        _site.Options.WhenModelDrifts = WhenModelDrifts.Warn;
        _site.Clock.Advance(TimeSpan.FromMinutes(2));
        await _site.WorkAsync();

        Assert.That(((await StateAsync()).Health, (await _site.StateOfAsync(waiting)).State), Is.EqualTo((ConnectionHealth.Ok, WorkState.Done)));
    }

    [Test]
    public async Task A_call_that_ends_after_the_stop_does_not_lift_it()
    {
        _answers = "seer-2";
        await LookAtAsync();
        ConnectionState stopped = await StateAsync();

        bool changed = await _site.ConnectionStates.ChangeAsync(stopped, stopped with { Health = ConnectionHealth.Ok }, default);

        Assert.That((changed, await StateAsync()), Is.EqualTo((false, stopped)));
    }

    [Test]
    public async Task A_test_sends_nothing_while_it_is_stopped()
    {
        _answers = "seer-2";
        await LookAtAsync();

        Core.Trials.TestResult result = await _site.Test.RunAsync(_site.All[0], s_admin, default);

        Assert.That((result.Reply.Failure!.ReasonCode, result.Reply.Failure.Sent, _site.Provider.Calls), Is.EqualTo(("ModelDrifted", false, 1)));
    }

    [Test]
    public async Task A_stop_that_could_not_be_written_down_is_tried_with_the_next_answer()
    {
        _site.Options.Model = null;
        await LookAtAsync();
        _answers = "seer-2";
        await _site.RunSqlAsync("ALTER TABLE autoTagModelDrift RENAME TO awayForAMoment");
        await LookAtAsync();
        await _site.RunSqlAsync("ALTER TABLE awayForAMoment RENAME TO autoTagModelDrift");
        Assert.That(await _site.ConnectionStates.FindAsync("vision", default), Is.Null);

        await LookAtAsync();

        Assert.That((await StateAsync()).Health, Is.EqualTo(ConnectionHealth.Drifted));
    }

    [TestCase("seer-1", "seer-1", null, ExpectedResult = false)]
    [TestCase("seer-1", "seer-1-2026-01", null, ExpectedResult = false)]
    [TestCase("seer-1", "owl-2", null, ExpectedResult = true)]
    [TestCase("owl-1", "owl-2", null, ExpectedResult = false, Description = "that model is no longer asked for")]
    [TestCase("owl-1", "owl-2", "owl-1", ExpectedResult = true, Description = "a step asks for it")]
    [TestCase("seer-1", "owl-2", "owl-1", ExpectedResult = false, Description = "every step asks for another")]
    [TestCase("seer-1", null, null, ExpectedResult = false)]
    public async Task<bool> The_last_answer_shows_a_drift_of_what_is_asked_for_now(string asked, string? answered, string? modelOfStep)
    {
        _site.Default = _site.Default with { Steps = [new Step("VISION", VisionTasks.Keywords, modelOfStep)] };

        await CallAsync(asked, answered);

        return await DriftAsync() is not null;
    }

    [Test]
    public async Task An_alarm_stays_until_the_right_model_answers_whatever_is_tried_or_fails_meanwhile()
    {
        await CallAsync("seer-1", "owl-2");
        await CallAsync("seer-9", "seer-9");
        Assert.That((await DriftAsync())?.Answered, Is.EqualTo("owl-2"), "a model that is only tried says nothing about the one that is asked for");

        await CallAsync("seer-1", answered: null);
        Assert.That((await DriftAsync())?.Answered, Is.EqualTo("owl-2"), "nobody answered");

        await CallAsync("seer-1", "seer-1");
        Assert.That(await DriftAsync(), Is.Null);
    }

    [Test]
    public async Task A_step_that_the_right_model_answers_does_not_hide_that_another_step_is_answered_by_the_wrong_one()
    {
        _site.Default = _site.Default with
        {
            Steps = [new Step("vision", VisionTasks.Keywords, "seer-1"), new Step("vision", VisionTasks.AltText, "owl-1")],
        };

        await CallAsync("seer-1", "seer-2");
        await CallAsync("owl-1", "owl-1");

        Assert.That(await DriftAsync(), Is.EqualTo(new ModelDrift("seer-1", "seer-2", _site.Clock.GetUtcNow().AddMinutes(-1))));
    }

    private Task CallAsync(string asked, string? answered)
    {
        _site.Clock.Advance(TimeSpan.FromMinutes(1));
        return _site.Ledger.AppendAsync(
            A.Call(connection: "vision") with { ModelAsked = asked, ModelReported = answered, SentAt = _site.Clock.GetUtcNow() }, default);
    }

    private Task<ModelDrift?> DriftAsync() => new ModelDrifts(_site.Ledger, _site).OfAsync(_site.All[0], default);

    private async Task<ConnectionState> StateAsync() => (await _site.ConnectionStates.FindAsync("vision", default))!;

    private async Task<MediaItem> LookAtAsync()
    {
        MediaItem photo = _site.Library.Add([.. Jpeg, .. Guid.NewGuid().ToByteArray()]);
        await _site.UploadAsync(photo);
        return photo;
    }
}
