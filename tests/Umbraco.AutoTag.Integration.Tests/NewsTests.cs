using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Nodes;
using DemoSite.Seeding;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.News;
using Umbraco.Cms.Core;
using Umbraco.Cms.Core.DependencyInjection;
using Umbraco.Cms.Core.Models;
using Umbraco.Cms.Core.Services;
using Umbraco.Cms.Core.Sync;
using Umbraco.Extensions;

namespace Umbraco.AutoTag.Integration.Tests;

/// <summary>Who hears of what became of an image, from the upload to the decision, in a site with Umbraco's own services.</summary>
internal sealed class NewsTests
{
    private readonly Heard _heard = new();
    private Site _site = null!;

    [OneTimeSetUp]
    public async Task Start() => _site = await Site.StartReadyAsync(neighbours: umbraco =>
    {
        umbraco.Services.AddUnique<IWebhookFiringService>(_ => _heard);
        umbraco.Services.AddUnique(_ => DispatchProxy.Create<IWebhookService, OneWebhook>());
        umbraco.Services.AddUnique<IServerRoleAccessor, SingleServer>();
    });

    [OneTimeTearDown]
    public async Task Stop() => await _site.DisposeAsync();

    [Test]
    public async Task An_upload_and_a_decision_reach_webhooks_and_umbracos_history()
    {
        Editor mia = await _site.MediaEditorAsync();
        Guid photo = await mia.UploadAsync(Repository.TwoDogs);
        JsonNode item = await mia.SeesAsync(photo, "Done");
        JsonNode altText = item["fields"]!.AsArray().Single(field => field!.Text("field") == "AltText")!;
        await mia.DecideAsync("Accept", altText["suggestions"]![0]!);

        var decided = (SuggestionDecidedNotification)(await HeardAsync("AutoTag.SuggestionDecided", photo)).Single();
        var tagged = (MediaTaggedNotification)(await HeardAsync("AutoTag.MediaTagged", photo)).Single();
        IAuditItem[] history = await HistoryAsync(photo, entries: 2);
        int system = await _site.Get<IUserIdKeyResolver>().GetAsync(Constants.Security.SuperUserKey);
        int editor = await _site.Get<IUserIdKeyResolver>().GetAsync(DemoUsers.MediaEditor.Key);
        Assert.Multiple(() =>
        {
            Assert.That(tagged.Written.Single(field => field.Field == Core.Values.Field.AltText).Value, Is.EqualTo(new[] { _site.Stored(photo, "altText") }));
            Assert.That((decided.Decision, decided.DecidedBy, decided.Proposed), Is.EqualTo((DecisionKind.Accepted, (Guid?)DemoUsers.MediaEditor.Key, _site.Stored(photo, "altText"))));
            Assert.That(history.Select(entry => entry.UserId), Is.EqualTo(new[] { system, editor }));
            Assert.That(history[0].Comment, Does.StartWith("AutoTag wrote ").And.Contain("alt text (en)"));
            Assert.That(history[1].Comment, Is.EqualTo($"AutoTag: accepted the suggested alt text (en) “{_site.Stored(photo, "altText")}”."));
            Assert.That(history.Select(entry => entry.Parameters), Is.EqualTo(history.Select(entry => entry.Comment)), "the client shows these");
        });
    }

    private Task<IReadOnlyList<object>> HeardAsync(string alias, Guid photo) => Eventually.IsAsync(
        () => Task.FromResult(_heard.About(alias, photo)), told => told.Count > 0, $"{alias} for {photo}");

    // Oldest first.
    private async Task<IAuditItem[]> HistoryAsync(Guid photo, int entries) => await Eventually.IsAsync(
        async () => (await _site.Get<IAuditService>().GetItemsByKeyAsync(photo, UmbracoObjectTypes.Media, 0, 100, Direction.Ascending)).Items
            .Where(entry => entry.AuditType == AuditType.Custom).ToArray(),
        found => found.Length >= entries,
        $"{entries} entries in the history");

    /// <summary>What would go out.</summary>
    private sealed class Heard : IWebhookFiringService
    {
        private readonly ConcurrentQueue<(string Alias, object Payload)> _sent = new();

        public IReadOnlyList<object> About(string alias, Guid photo) => [.. _sent
            .Where(one => one.Alias == alias && photo == one.Payload switch
            {
                MediaTaggedNotification tagged => tagged.MediaKey,
                SuggestionDecidedNotification decided => decided.MediaKey,
                _ => Guid.Empty,
            })
            .Select(one => one.Payload)];

        public Task FireAsync(IWebhook webhook, string eventAlias, object? payload, CancellationToken cancellationToken)
        {
            _sent.Enqueue((eventAlias, payload!));
            return Task.CompletedTask;
        }
    }

    private sealed class SingleServer : IServerRoleAccessor
    {
        public ServerRole CurrentServerRole => ServerRole.Single;
    }
}
