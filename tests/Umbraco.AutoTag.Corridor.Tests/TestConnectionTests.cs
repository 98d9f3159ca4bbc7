using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Exchanges;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Trials;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>An admin's test of a connection is a call like any other.</summary>
public sealed class TestConnectionTests
{
    private Site _site = null!;

    [SetUp]
    public async Task OpenAsync() => _site = await Site.OpenAsync();

    [TearDown]
    public void Close() => _site.Dispose();

    [Test]
    public async Task A_test_asks_what_the_profile_asks_and_is_paid_for_and_belongs_to_no_image()
    {
        _site.Options.UsdPerImage = 0.002m;
        VisionRequest? asked = null;
        _site.Provider.Does((request, _) =>
        {
            asked = request;
            return Task.FromResult(VisionReply.Answered([]));
        });

        TestResult result = await TestAsync();

        LedgerEntry entry = (await _site.Ledger.ForMediaAsync(Guid.Empty, 10, default)).Single();
        Assert.Multiple(() =>
        {
            Assert.That(asked!.Tasks, Is.EqualTo(_site.Default.Steps[0].Tasks));
            Assert.That((asked.Image!.Format, asked.Image.Size.LongSide), Is.EqualTo((ImageFormat.Jpeg, 480)));
            Assert.That(result.Entry, Is.EqualTo(entry));
            Assert.That((entry.Cost, entry.Path, entry.RunId), Is.EqualTo((new MicroUsd(2_000), "", (Guid?)null)));
        });
    }

    [Test]
    public async Task A_test_of_a_client_of_the_sites_own_shows_what_was_said_through_it()
    {
        _site.Provider.Does((_, _) =>
        {
            SpokenWords.Note(() => "Describe the picture.", "A house and a tree");
            return Task.FromResult(VisionReply.Answered([]));
        });

        TestResult result = await TestAsync();

        Assert.That((result.Exchanges.Count, result.Spoken), Is.EqualTo((0, new Wording("Describe the picture.", "A house and a tree", IsCut: false))));
    }

    [Test]
    public async Task A_test_that_a_budget_does_not_allow_sends_nothing()
    {
        _site.Options.UsdPerImage = 0.002m;
        _site.Budgets.Add(new Budget { Name = "tight", Period = BudgetPeriod.Day, Money = new MicroUsd(1_999), Key = "AutoTag:Budgets:tight" });

        TestResult result = await TestAsync();

        Assert.That((result.Reply.Failure!.ReasonCode, result.Reply.Failure.Sent, result.Entry, _site.Provider.Calls), Is.EqualTo(("OverBudget", false, (LedgerEntry?)null, 0)));
    }

    [Test]
    public async Task A_test_takes_a_permit_of_the_rate_limit()
    {
        (_site.Options.RateLimitRequests, _site.Options.RateLimitWindow) = (1, TimeSpan.FromHours(1));
        await TestAsync();

        TestResult second = await TestAsync();

        Assert.That((second.Reply.Failure!.ReasonCode, _site.Provider.Calls), Is.EqualTo(("RateLimit", 1)));
    }

    [TestCase(FailureKind.OutOfCredit)]
    [TestCase(FailureKind.Unauthorised)]
    [TestCase(FailureKind.Misconfigured)]
    public async Task A_test_tries_a_connection_that_is_held_and_lets_it_go_on_where_it_works_again(FailureKind kind)
    {
        _site.Provider.Fails(new Failure(kind, "Not at the moment."));
        await TestAsync();
        ConnectionHealth held = (await _site.ConnectionStates.FindAsync("vision", default))!.Health;
        _site.Provider.Says();

        TestResult result = await TestAsync();

        Assert.Multiple(async () =>
        {
            Assert.That(held, Is.Not.EqualTo(ConnectionHealth.Ok));
            Assert.That((result.Reply.Failure, _site.Provider.Calls), Is.EqualTo(((Failure?)null, 2)));
            Assert.That((await _site.ConnectionStates.FindAsync("vision", default))!.Health, Is.EqualTo(ConnectionHealth.Ok));
        });
    }

    [Test]
    public async Task A_test_does_not_go_past_an_admin_who_has_paused_the_connection()
    {
        await _site.ConnectionStates.PauseAsync("vision", Guid.NewGuid(), default);

        TestResult result = await TestAsync();

        Assert.Multiple(async () =>
        {
            Assert.That((result.Reply.Failure!.Kind, result.Reply.Failure.Sent, _site.Provider.Calls), Is.EqualTo((FailureKind.Paused, false, 0)));
            Assert.That((await _site.ConnectionStates.FindAsync("vision", default))!.Health, Is.EqualTo(ConnectionHealth.Paused));
        });
    }

    [Test]
    public async Task A_test_waits_as_long_as_a_provider_has_asked_for()
    {
        _site.Provider.Fails(new Failure(FailureKind.Throttled, "Slow down.") { RetryAfter = TimeSpan.FromMinutes(5) });
        await TestAsync();
        _site.Provider.Says();

        TestResult result = await TestAsync();

        Assert.That((result.Reply.Failure!.Kind, result.Reply.Failure.Sent, _site.Provider.Calls), Is.EqualTo((FailureKind.Throttled, false, 1)));
    }

    [Test]
    public async Task A_test_that_comes_with_another_is_no_second_probe()
    {
        _site.Provider.Fails(new Failure(FailureKind.OutOfCredit, "The account is empty."));
        await TestAsync();
        var answer = new TaskCompletionSource<VisionReply>();
        var asked = new TaskCompletionSource();
        _site.Provider.Does((_, _) =>
        {
            asked.SetResult();
            return answer.Task;
        });
        Task<TestResult> first = _site.Test.RunAsync(_site.All[0], askedBy: null, default);
        await asked.Task;

        TestResult second = await TestAsync();
        answer.SetResult(VisionReply.Answered([]));
        await _site.InItsTimeAsync(first);

        Assert.That((second.Reply.Failure!.Sent, (await first).Reply.Failure), Is.EqualTo((false, (Failure?)null)));
    }

    [Test]
    public async Task Tests_are_not_among_the_past_calls_that_an_estimate_is_made_from()
    {
        _site.Provider.Says();
        await TestAsync();

        Assert.That(await _site.RunFacts.PastCallsAsync("vision", model: null, 10, default), Is.Empty);
    }

    [Test]
    public void The_picture_is_sent_without_the_words_that_are_in_its_file()
    {
        using Stream file = TestPicture.Open();

        Assert.Multiple(() =>
        {
            Assert.That(TestPicture.Prepared.Bytes.Length, Is.LessThan(file.Length).And.LessThan(20_000));
            Assert.That(System.Text.Encoding.Latin1.GetString(TestPicture.Prepared.Bytes.Span), Does.Not.Contain("AutoTag"));
            Assert.That(TestPicture.Prepared.Size, Is.EqualTo(new PixelSize(480, 360)));
        });
    }

    private async Task<TestResult> TestAsync()
    {
        Task<TestResult> test = _site.Test.RunAsync(_site.All[0], askedBy: null, default);
        await _site.InItsTimeAsync(test);
        return await test;
    }
}
