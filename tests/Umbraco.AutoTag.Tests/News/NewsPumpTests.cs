using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using Umbraco.AutoTag.Core.News;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.News;
using Umbraco.Cms.Core;
using Umbraco.Cms.Core.Events;
using Umbraco.Cms.Core.Models;
using Umbraco.Cms.Core.Models.ServerEvents;
using Umbraco.Cms.Core.ServerEvents;
using Umbraco.Cms.Core.Services;
using Umbraco.Cms.Core.Services.OperationStatus;
using Umbraco.Cms.Core.Sync;

namespace Umbraco.AutoTag.Tests.News;

/// <summary>Who hears of what became of images, and what happens where one of them fails.</summary>
public sealed class NewsPumpTests
{
    private static readonly Guid s_photo = Guid.Parse("8a1b2f3e-0000-4000-8000-000000000001");
    private static readonly Guid s_editor = Guid.Parse("8a1b2f3e-0000-4000-8000-000000000002");
    private static readonly FieldKey s_altText = new(Field.AltText, "en");

    private IEventAggregator _events = null!;
    private IAuditService _audit = null!;
    private IServerEventRouter? _router;
    private List<string> _history = null!;
    private List<object> _published = null!;
    private List<ServerEvent> _routed = null!;

    [SetUp]
    public void NobodyHasHeardAnything()
    {
        (_history, _published, _routed) = ([], [], []);
        _events = Substitute.For<IEventAggregator>();
        _events.PublishAsync(Arg.Do<MediaTaggedNotification>(_published.Add), Arg.Any<CancellationToken>()).Returns(Task.CompletedTask);
        _events.PublishAsync(Arg.Do<SuggestionDecidedNotification>(_published.Add), Arg.Any<CancellationToken>()).Returns(Task.CompletedTask);
        _audit = Substitute.For<IAuditService>();
        _audit.AddAsync(default, default, default, default, default, default).ReturnsForAnyArgs(call =>
        {
            _history.Add($"{call.Arg<AuditType>()} {call.Arg<int>()} {(call.Arg<Guid>() == s_editor ? "editor" : "system")} {call.ArgAt<string>(4)}");
            return Attempt.Succeed(AuditLogOperationStatus.Success);
        });
        _router = Substitute.For<IServerEventRouter>();
        _router.RouteEventAsync(Arg.Do<ServerEvent>(_routed.Add)).Returns(Task.CompletedTask);
    }

    [Test]
    public async Task What_the_machine_wrote_is_in_the_history_in_the_systems_name_and_published()
    {
        await TellAsync(Tagged(Write("Two dogs")));

        Assert.Multiple(() =>
        {
            Assert.That(_history, Is.EqualTo(new[] { "Custom 1063 system AutoTag wrote alt text (en)." }));
            var published = (MediaTaggedNotification)_published.Single();
            Assert.That((published.MediaKey, published.Waiting, published.Written.Single().Value.Single()), Is.EqualTo((s_photo, 2, "Two dogs")));
        });
    }

    [Test]
    public async Task What_only_waits_for_an_editor_is_published_and_has_changed_nothing_that_belongs_into_the_history()
    {
        await TellAsync(Tagged());

        Assert.That(_history, Is.Empty);
        Assert.That(_published, Has.Count.EqualTo(1));
    }

    [TestCase(DecisionKind.Accepted, "AutoTag: accepted the suggested alt text (en) “A dog”.")]
    [TestCase(DecisionKind.Edited, "AutoTag: wrote “Two dogs” instead of the suggested alt text (en) “A dog”.")]
    [TestCase(DecisionKind.Rejected, "AutoTag: rejected the suggested alt text (en) “A dog”.")]
    [TestCase(DecisionKind.TakenBack, "AutoTag: took back a decision about the suggested alt text (en) “A dog”.")]
    [TestCase(DecisionKind.Decorative, "AutoTag: said that the picture is decorative. The alt text (en) stays empty.")]
    public async Task A_decision_is_in_the_history_in_the_editors_name_and_published(DecisionKind kind, string words)
    {
        await TellAsync(Decided(kind, s_editor));

        Assert.Multiple(() =>
        {
            Assert.That(_history, Is.EqualTo(new[] { $"Custom 1063 editor {words}" }));
            var published = (SuggestionDecidedNotification)_published.Single();
            Assert.That((published.MediaKey, published.Decision, published.Instead, published.DecidedBy), Is.EqualTo((s_photo, kind, "Two dogs", (Guid?)s_editor)));
        });
    }

    [Test]
    public async Task What_was_seen_in_a_save_is_published_and_left_to_umbracos_own_entry_of_that_save()
    {
        await TellAsync(Decided(DecisionKind.EditedByHand, by: null));

        Assert.That(_history, Is.Empty);
        Assert.That(_published, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_text_of_any_length_stays_a_line_and_no_character_of_it_is_cut_in_half()
    {
        await TellAsync(Decided(DecisionKind.Accepted, s_editor, new string('a', 199) + string.Concat(Enumerable.Repeat("🐕", 3_000))));

        Assert.That(_history.Single(), Does.EndWith(new string('a', 199) + "…”."));
    }

    [Test]
    public async Task Open_backoffices_hear_of_each_image_once_under_umbracos_source_for_media()
    {
        await TellAsync(new WalkEnded(s_photo), Tagged(Write("Two dogs")), new WalkEnded(s_photo));

        ServerEvent routed = _routed.Single();
        Assert.That((routed.EventSource, routed.EventType, routed.Key), Is.EqualTo(("Umbraco:CMS:Media", "AutoTag:Changed", s_photo)));
        Assert.That(routed.EventSource, Is.EqualTo(Constants.ServerEvents.EventSource.Media));
    }

    [Test]
    public async Task Who_fails_keeps_nobody_else_from_hearing()
    {
        _audit.AddAsync(default, default, default, default, default, default).ThrowsAsyncForAnyArgs(new InvalidOperationException("the history is away"));
        _events.PublishAsync(Arg.Is<MediaTaggedNotification>(told => told.Waiting == 7), Arg.Any<CancellationToken>()).ThrowsAsync(new InvalidOperationException("a handler"));

        await TellAsync(Tagged(Write("A cat")) with { Waiting = 7 }, Tagged(Write("Two dogs")));

        Assert.That(_published.OfType<MediaTaggedNotification>().Select(told => told.Waiting), Has.Some.EqualTo(2));
        Assert.That(_routed, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Without_a_backoffice_there_is_nobody_to_tell_and_the_rest_is_told()
    {
        _router = null;

        await TellAsync(Tagged(Write("Two dogs")));

        Assert.That((_history.Count, _published.Count), Is.EqualTo((1, 1)));
    }

    [TestCase(ServerRole.Subscriber, ServerRole.SchedulingPublisher)]
    [TestCase(ServerRole.SchedulingPublisher, ServerRole.SchedulingPublisher)]
    [TestCase(ServerRole.Single, ServerRole.Single)]
    [TestCase(ServerRole.Unknown, ServerRole.Unknown)]
    public void Also_a_subscriber_fires_webhooks_because_nobody_else_knows(ServerRole role, ServerRole tellsAs)
    {
        var roles = Substitute.For<IServerRoleAccessor>();
        roles.CurrentServerRole.Returns(role);

        Assert.That(new AnyServerTells(roles).CurrentServerRole, Is.EqualTo(tellsAs));
    }

    [Test]
    public async Task What_is_not_told_yet_when_the_site_stops_is_still_written_into_the_history()
    {
        var listening = new TaskCompletionSource();
        _events.PublishAsync(Arg.Any<MediaTaggedNotification>(), Arg.Any<CancellationToken>()).Returns(call =>
        {
            listening.TrySetResult();
            return Task.Delay(Timeout.Infinite, call.Arg<CancellationToken>());
        });
        var entities = Substitute.For<IEntityService>();
        entities.GetId(s_photo, UmbracoObjectTypes.Media).Returns(Attempt.Succeed(1063));
        await using ServiceProvider provider = new ServiceCollection().BuildServiceProvider();
        using var pump = new NewsPump(_events, _audit, entities, provider, TimeProvider.System, NullLogger<NewsPump>.Instance);
        foreach (string text in new[] { "One", "Two", "Three" })
        {
            pump.Hear(Tagged(Write(text)));
        }

        await pump.StartAsync(default);
        await listening.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await pump.StopAsync(default);

        Assert.That(_history, Has.Count.EqualTo(3));
    }

    /// <summary>Tells, and waits until a last word has come through behind it.</summary>
    private async Task TellAsync(params Happening[] happenings)
    {
        var entities = Substitute.For<IEntityService>();
        entities.GetId(s_photo, UmbracoObjectTypes.Media).Returns(Attempt.Succeed(1063));
        var services = new ServiceCollection();
        if (_router is { } router)
        {
            services.AddSingleton(router);
        }

        var last = new Tagged(Guid.NewGuid(), "last", null, [], 0, default);
        var through = new TaskCompletionSource();
        _events.PublishAsync(Arg.Is<MediaTaggedNotification>(told => told.RevisionId == "last"), Arg.Any<CancellationToken>())
            .Returns(Task.CompletedTask).AndDoes(_ => through.TrySetResult());
        await using ServiceProvider provider = services.BuildServiceProvider();
        using var pump = new NewsPump(_events, _audit, entities, provider, TimeProvider.System, NullLogger<NewsPump>.Instance);
        foreach (Happening happening in happenings)
        {
            pump.Hear(happening);
        }

        await pump.StartAsync(default);
        pump.Hear(last);
        await through.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await pump.StopAsync(default);
        _published.RemoveAll(told => told is MediaTaggedNotification { RevisionId: "last" });
        _routed.RemoveAll(told => told.Key == last.MediaKey);
    }

    private static Tagged Tagged(params FieldWrite[] written) => new(s_photo, "revision", null, written, Waiting: 2, default);

    private static FieldWrite Write(string text) => new()
    {
        Id = Guid.NewGuid(),
        MediaKey = s_photo,
        Field = s_altText,
        Before = FieldValue.OfText(null),
        After = FieldValue.OfText(text),
        DecidedBy = null,
        RevisionId = "revision",
        WrittenAt = default,
    };

    private static Decided Decided(DecisionKind kind, Guid? by, string proposed = "A dog") => new(new DecisionMade
    {
        Id = Guid.NewGuid(),
        MediaKey = s_photo,
        SuggestionId = Guid.NewGuid(),
        Field = s_altText,
        Kind = kind,
        Proposed = proposed,
        Instead = "Two dogs",
        DecidedBy = by,
        DecidedAt = default,
    });
}
