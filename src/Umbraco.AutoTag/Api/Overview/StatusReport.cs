using System.Data.Common;
using System.Reflection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Umbraco.AutoTag.Api.Connections;
using Umbraco.AutoTag.Api.Items;
using Umbraco.AutoTag.Api.MediaTypes;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Start;
using Umbraco.AutoTag.Workers;
using Umbraco.Cms.Core.Models;
using Umbraco.Cms.Core.Services;

namespace Umbraco.AutoTag.Api.Overview;

/// <summary>Puts together how AutoTag is doing. Still answers where its database does not: that is when people look.</summary>
internal sealed class StatusReport(
    Readiness readiness,
    AgreedTime time,
    IWorkItemStore items,
    IWorkerStore workers,
    ILedgerStore ledger,
    LatestSpared spared,
    ConfigurationNotes notes,
    ConnectionReport connections,
    MediaTypeMapping mapping,
    IMediaService media,
    IOptionsMonitor<AutoTagOptions> options,
    TimeProvider clock,
    ILogger<StatusReport> log)
{
    private const int RecentCount = 12;

    private static readonly string s_version =
        typeof(StatusReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>The report.</summary>
    /// <param name="scope">The part of the library it is about.</param>
    /// <param name="inFull">Whether the reader may see what a database or a configuration says about itself: names of servers, paths, values.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<Status> OfAsync(PathScope scope, bool inFull, CancellationToken cancellationToken)
    {
        IReadOnlyList<Start.Problem> problems = readiness.Problems;
        Figures? figures = null;
        if (problems.All(problem => problem.Code != ProblemCode.Storage))
        {
            try
            {
                figures = await FiguresAsync(scope, cancellationToken);
            }
            catch (DbException e)
            {
                log.LogWarning(e, "AutoTag's database cannot be read.");
                problems = [.. problems, new Start.Problem(ProblemCode.Storage, $"AutoTag's database cannot be read at the moment: {e.Message}")];
            }
        }

        if (time.Problem is { } off)
        {
            problems = [.. problems, new Start.Problem(ProblemCode.Clock, off)];
        }

        figures ??= Figures.None;
        bool isReady = readiness.IsReady && problems.Count == 0;
        return new Status(
            figures.Queue,
            figures.Recent,
            figures.Connections,
            figures.Spend,
            figures.Spared,
            [.. mapping.All().Select(type => new MediaTypeReadiness(type.Key, type.Alias, type.Name, type.Ready, Missing(type)))],
            [.. problems.Select(problem => new Problem(problem.Code.ToString(), inFull ? problem.Sentence : InShort(problem)))],
            inFull && isReady ? notes.All : [],
            isReady,
            isReady && options.CurrentValue.Workers.Mode != WorkerMode.None,
            figures.Servers,
            s_version);
    }

    public async Task<IReadOnlyList<RecentItem>> RecentAsync(PathScope scope, int take, CancellationToken cancellationToken)
    {
        IReadOnlyList<WorkItem> recent = await items.RecentAsync(scope, Enum.GetValues<WorkState>(), take, cancellationToken);
        Dictionary<Guid, string> names = recent.Count == 0
            ? []
            : media.GetByIds(recent.Select(item => item.MediaKey)).ToDictionary(item => item.Key, item => item.Name ?? string.Empty);
        return
        [
            .. recent
                .Where(item => names.ContainsKey(item.MediaKey))
                .Select(item => new RecentItem(
                    item.MediaKey, names[item.MediaKey], ItemReport.StateOf(item.State), ItemReport.DueAtOf(item), item.Reason, item.ReasonCode, item.Attempts, item.ChangedAt)),
        ];
    }

    private static string InShort(Start.Problem problem) => problem.Code switch
    {
        ProblemCode.Storage => "AutoTag cannot use its database. Images are saved as always. Somebody who looks after the site sees here what is wrong.",
        ProblemCode.Clock => "The clock of a server is off, so that it tags no images. Somebody who looks after the site sees here by how much.",
        ProblemCode.Configuration => "AutoTag's configuration is not in order. Somebody who looks after the site sees here what is wrong.",
        _ => problem.Sentence,
    };

    private async Task<Figures> FiguresAsync(PathScope scope, CancellationToken cancellationToken) => new(
        await CountsAsync(scope, cancellationToken),
        await RecentAsync(scope, RecentCount, cancellationToken),
        await connections.StatusAsync(cancellationToken),
        await SpendAsync(scope, cancellationToken),
        await SparedAsync(scope, cancellationToken),
        await ServersAsync(cancellationToken));

    private async Task<QueueCounts> CountsAsync(PathScope scope, CancellationToken cancellationToken)
    {
        IReadOnlyDictionary<WorkState, long> counts = await items.CountAsync(scope, cancellationToken);
        long Of(WorkState state) => counts.GetValueOrDefault(state);
        return new QueueCounts(
            Of(WorkState.Waiting), Of(WorkState.Working), Of(WorkState.Done), Of(WorkState.Skipped), Of(WorkState.Failed), Of(WorkState.Ignored));
    }

    // Whoever answers here lives: where nobody has told so, they have not come to it yet.
    private async Task<ServersAtWork?> ServersAsync(CancellationToken cancellationToken) =>
        AtWork.Of(await workers.AllAsync(cancellationToken), clock.GetUtcNow()) is { Why: not NobodyWorks.NobodyLives } atWork
            ? new ServersAtWork(atWork.Working, atWork.LastWorkedAt, atWork.Why)
            : null;

    private async Task<SpendSummary> SpendAsync(PathScope scope, CancellationToken cancellationToken)
    {
        DateTimeOffset now = clock.GetUtcNow();
        var today = new DateTimeOffset(now.Year, now.Month, now.Day, 0, 0, 0, TimeSpan.Zero);
        return new SpendSummary(
            Sum(await ledger.SpendAsync(scope, today, cancellationToken)),
            Sum(await ledger.SpendAsync(scope, today.AddDays(1 - now.Day), cancellationToken)));
    }

    // Answers belong to pictures, which may lie in several places.
    private async Task<IReadOnlyList<SparedView>> SparedAsync(PathScope scope, CancellationToken cancellationToken) =>
        scope.Paths is null ? [.. (await spared.ThisMonthAsync(cancellationToken)).Select(View)] : [];

    private static SparedView View(Spared spared) => new(spared.Connection, spared.UnsureOf, spared.Images, spared.NotNeeded, Money.From(spared.Saved));

    private static Cost Sum(IReadOnlyList<Spend> spends) => new(
        spends.Sum(spend => spend.Cost.Amount),
        spends.Sum(spend => spend.Calls),
        spends.Sum(spend => spend.Failures),
        spends.Sum(spend => spend.CallsOfUnknownCost),
        spends.Sum(spend => spend.Credits));

    private static Field[] Missing(MediaTypeSetup type) =>
        [.. type.Fields.Where(field => field.Status == MappingStatus.Missing).Select(field => field.Field).Distinct()];

    /// <summary>What comes out of the database.</summary>
    private sealed record Figures(
        QueueCounts Queue, IReadOnlyList<RecentItem> Recent, IReadOnlyList<ConnectionStatus> Connections, SpendSummary Spend, IReadOnlyList<SparedView> Spared, ServersAtWork? Servers)
    {
        private static readonly Cost s_nothing = new(0, 0, 0, 0, 0);

        public static Figures None { get; } = new(new QueueCounts(0, 0, 0, 0, 0, 0), [], [], new SpendSummary(s_nothing, s_nothing), [], Servers: null);
    }
}
