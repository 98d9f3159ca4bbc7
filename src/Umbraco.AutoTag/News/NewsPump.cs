using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Core.News;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.Cms.Core;
using Umbraco.Cms.Core.Events;
using Umbraco.Cms.Core.Models;
using Umbraco.Cms.Core.Models.ServerEvents;
using Umbraco.Cms.Core.ServerEvents;
using Umbraco.Cms.Core.Services;
using Umbraco.Cms.Core.Services.OperationStatus;

namespace Umbraco.AutoTag.News;

/// <summary>
/// Tells the site what became of images: open backoffices, Umbraco's history of the image, and whoever listens to AutoTag's notifications, webhooks among
/// them. All of it behind the back of what has happened: a receiver that is slow or fails holds nothing up, and what could not be told is logged and left.
/// </summary>
/// <remarks>What waits here is in memory: a process that dies takes it along. What has happened is in AutoTag's own tables before it comes here.</remarks>
internal sealed class NewsPump(
    IEventAggregator events, IAuditService audit, IEntityService entities, IServiceProvider services, TimeProvider clock, ILogger<NewsPump> log)
    : BackgroundService, IListener
{
    /// <summary>Under which backoffices hear of it: of media, whose editors may hear of any image's key. The client of Umbraco passes over types it does not know.</summary>
    internal const string EventType = "AutoTag:Changed";

    private const int LongestQueue = 10_000;
    private const int BatchSize = 200;

    // Of the time that hosts allow for stopping, thirty seconds by default, a small part.
    private static readonly TimeSpan s_lastWords = TimeSpan.FromSeconds(3);

    // Literal: constants of 18, readonly fields in 17.
    private const string EventSource = "Umbraco:CMS:Media";
    private const string EntityType = "Media";

    private readonly Channel<Happening> _happenings = Channel.CreateBounded<Happening>(LongestQueue);

    // Registered with the backoffice only.
    private readonly Lazy<IServerEventRouter?> _router = new(() => services.GetService<IServerEventRouter>());

    /// <inheritdoc />
    public void Hear(Happening happening)
    {
        if (!_happenings.Writer.TryWrite(happening))
        {
            log.LogWarning("AutoTag has more to tell than the site takes in: what became of {MediaKey} is not told. It is done all the same.", happening.MediaKey);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Umbraco's ambient scope lives in the execution context: this loop must not inherit anybody's.
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(() => PumpAsync(stoppingToken), CancellationToken.None);
        }
    }

    private async Task PumpAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _happenings.Reader.WaitToReadAsync(stoppingToken))
            {
                await TellNextAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await WriteDownTheRestAsync();
            int untold = _happenings.Reader.Count;
            if (untold > 0)
            {
                log.LogWarning("The site stops, and {Count} things that became of images are not told. They are done all the same.", untold);
            }
        }
    }

    // Whoever listens may be gone already; Umbraco's history is there until the host ends.
    private async Task WriteDownTheRestAsync()
    {
        long since = clock.GetTimestamp();
        while (clock.GetElapsedTime(since) < s_lastWords && _happenings.Reader.TryRead(out Happening? happening))
        {
            await TryAsync(happening.MediaKey, "Umbraco's history", () => WriteDownAsync(happening));
        }
    }

    private async Task TellNextAsync(CancellationToken stoppingToken)
    {
        var next = new List<Happening>(BatchSize);
        while (next.Count < BatchSize && _happenings.Reader.TryRead(out Happening? happening))
        {
            next.Add(happening);
        }

        // First who looks at a screen; an image that ten things have become of is looked at once.
        IServerEventRouter? router = _router.Value;
        foreach (Guid key in router is null ? [] : next.Select(happening => happening.MediaKey).Distinct())
        {
            await TryAsync(key, "open backoffices", () => router!.RouteEventAsync(new ServerEvent { EventType = EventType, EventSource = EventSource, Key = key }));
        }

        foreach (Happening happening in next)
        {
            await TryAsync(happening.MediaKey, "Umbraco's history", () => WriteDownAsync(happening));
            if (!stoppingToken.IsCancellationRequested)
            {
                await TryAsync(happening.MediaKey, "those who listen, webhooks among them", () => PublishAsync(happening, stoppingToken));
            }
        }
    }

    private async Task TryAsync(Guid mediaKey, string whom, Func<Task> tell)
    {
        try
        {
            await tell();
        }
        catch (Exception e)
        {
            log.LogWarning(e, "AutoTag could not tell {Whom} what became of {MediaKey}. It is done all the same.", whom, mediaKey);
        }
    }

    private async Task WriteDownAsync(Happening happening)
    {
        (string? words, Guid? by) = AuditWords.Of(happening);
        if (words is null || entities.GetId(happening.MediaKey, UmbracoObjectTypes.Media) is not { Success: true, Result: int id })
        {
            return;
        }

        // The client shows the parameters of such an entry, the database's readers its comment.
        Attempt<AuditLogOperationStatus> written = await audit.AddAsync(AuditType.Custom, by ?? Constants.Security.SuperUserKey, id, EntityType, words, words);
        if (!written.Success)
        {
            log.LogWarning("AutoTag could not add to Umbraco's history of {MediaKey}: {Status}.", happening.MediaKey, written.Result);
        }
    }

    private Task PublishAsync(Happening happening, CancellationToken stoppingToken) => happening switch
    {
        Tagged tagged => events.PublishAsync(NotificationOf(tagged), stoppingToken),
        Decided { Decision: var decision } => events.PublishAsync(NotificationOf(decision), stoppingToken),
        _ => Task.CompletedTask,
    };

    private static MediaTaggedNotification NotificationOf(Tagged tagged) => new(
        tagged.MediaKey,
        [.. tagged.Written.Select(write => new TaggedField(write.Field.Field, write.Field.Language, write.After.Parts))],
        tagged.Waiting,
        tagged.RevisionId,
        tagged.RunId,
        tagged.At);

    private static SuggestionDecidedNotification NotificationOf(DecisionMade decision) => new(
        decision.MediaKey,
        decision.SuggestionId,
        decision.Field.Field,
        decision.Field.Language,
        decision.Kind,
        decision.Proposed,
        decision.Instead,
        decision.DecidedBy,
        decision.DecidedAt);
}
