using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Corridor.Tests;
using Umbraco.AutoTag.HealthChecks;
using Umbraco.AutoTag.Start;
using Umbraco.AutoTag.TestKit;
using Umbraco.Cms.Core.HealthChecks;

namespace Umbraco.AutoTag.Tests.HealthChecks;

/// <summary>What the health check says of queue, connections and database, and what there is to do.</summary>
public sealed class AutoTagHealthCheckTests
{
    private const string TryAgain = " Open one and choose 'Try again', or have all of them tried again on the AutoTag dashboard in Media.";

    private readonly Vendor _vendor = new();
    private ComposedSite _site = null!;

    [SetUp]
    public async Task OpenAsync() => _site = await ComposedSite.OpenAsync(
        services => services.ConfigureAll<HttpClientFactoryOptions>(
            options => options.HttpMessageHandlerBuilderActions.Add(builder => builder.PrimaryHandler = _vendor)),
        ("AutoTag:Connections:words:Provider", "openai"),
        ("AutoTag:Connections:words:ApiKey", "key"),
        ("AutoTag:Connections:words:Model", "gpt-4.1-mini"),
        ("AutoTag:Profile:Steps:0:Connection", "words"));

    [TearDown]
    public async Task CloseAsync() => await _site.DisposeAsync();

    [OneTimeTearDown]
    public void CloseVendor() => _vendor.Dispose();

    [TestCase(0, 0, 0, StatusResultType.Success, "0 images wait, 0 are under way, none was given up.")]
    [TestCase(1, 1, 0, StatusResultType.Success, "1 image waits, 1 is under way, none was given up.")]
    [TestCase(0, 0, 1, StatusResultType.Warning, "0 images wait, 0 are under way, 1 image was given up." + TryAgain)]
    [TestCase(2, 2, 3, StatusResultType.Warning, "2 images wait, 2 are under way, 3 images were given up." + TryAgain)]
    public async Task What_was_given_up_is_told_with_how_to_have_it_tried_again(int waiting, int working, int failed, StatusResultType type, string message)
    {
        IWorkItemStore items = _site.Get<IWorkItemStore>();
        await items.EnqueueAsync([.. Enumerable.Range(0, waiting + working + failed).Select(_ => A.Request())], default);
        for (int taken = 0; taken < working + failed; taken++)
        {
            Lease lease = (await items.ClaimAsync("another", 1, TimeSpan.FromHours(1), default)).Single();
            if (taken < failed)
            {
                await items.EndAsync(lease, new WorkEnd(WorkState.Failed, Reason: "It cannot be read.", ReasonCode: "Malformed"), default);
            }
        }

        HealthCheckStatus queue = (await StatusesAsync()).Single(status => status.Message.Contains("under way", StringComparison.Ordinal));

        Assert.That((queue.ResultType, queue.Message), Is.EqualTo((type, message)));
    }

    [TestCase(
        HttpStatusCode.PaymentRequired,
        "Connection 'words': The OpenAI account of connection 'words' has no credit left or has reached a limit of its own. Top it up or raise the limit there. (HTTP 402)")]
    [TestCase(
        HttpStatusCode.Unauthorized,
        "Connection 'words': OpenAI does not accept the key of connection 'words'. Check AutoTag:Connections:words:ApiKey and what the key is allowed to do. (HTTP 401)")]
    public async Task A_connection_that_the_vendor_turns_away_is_told_with_what_to_do_about_it(HttpStatusCode answer, string message)
    {
        Assert.That(await MessagesAsync(StatusResultType.Success), Has.Some.EqualTo("No connection is known to be in trouble."));
        _vendor.Answer = answer;

        await WalkAsync(_site.Library.Add(Given.Jpeg));

        Assert.That(await MessagesAsync(StatusResultType.Error), Has.Some.EqualTo(message));
        Assert.That(await MessagesAsync(StatusResultType.Success), Has.None.EqualTo("No connection is known to be in trouble."));
    }

    [Test]
    public async Task A_database_that_cannot_be_used_at_start_is_all_there_is_to_say()
    {
        await SpoilDatabaseAsync();

        HealthCheckStatus only = (await StatusesAsync()).Single();

        Assert.That((only.ResultType, only.Message), Is.EqualTo((
            StatusResultType.Error,
            "AutoTag cannot use its database: SQLite Error 26: 'file is not a database'. See that it can be reached, that its disk has room and that its connection string is right; AutoTag goes on by itself.")));
    }

    [Test]
    public async Task A_database_that_cannot_be_read_any_more_is_told_as_an_error_and_not_thrown_at_who_asks()
    {
        await _site.Get<Readiness>().EnsureAsync(default);
        await SpoilDatabaseAsync();

        Assert.That(await MessagesAsync(StatusResultType.Error), Is.EqualTo(new[]
        {
            "AutoTag cannot read its database: SQLite Error 26: 'file is not a database'. See that it can be reached, that its disk has room and that its connection string is right; AutoTag goes on by itself.",
        }));
    }

    private Task SpoilDatabaseAsync() => File.WriteAllTextAsync(_site.DatabaseFile, new string('?', 4096));

    private async Task WalkAsync(MediaItem photo)
    {
        await _site.Get<IWorkItemStore>().EnqueueAsync([A.Request(photo.Key, photo.Path)], default);
        Lease lease = (await _site.Get<Claim>().NextAsync(1, default)).Single();
        await _site.Get<Walk>().WalkAsync(lease, default);
    }

    private async Task<HealthCheckStatus[]> StatusesAsync() => [.. await _site.Make<AutoTagHealthCheck>().GetStatusAsync()];

    private async Task<IEnumerable<string>> MessagesAsync(StatusResultType type) =>
        (await StatusesAsync()).Where(status => status.ResultType == type).Select(status => status.Message);

    /// <summary>Turns every call away.</summary>
    private sealed class Vendor : HttpMessageHandler
    {
        public HttpStatusCode Answer { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(Answer) { Content = new StringContent("{}"), RequestMessage = request });
    }
}
