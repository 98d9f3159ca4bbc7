using Microsoft.Extensions.Options;
using Umbraco.AutoTag.Api.Overview;
using Umbraco.AutoTag.Api.Runs;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Catalogue;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Trials;
using Umbraco.AutoTag.Providers.OpenRouter;

namespace Umbraco.AutoTag.Api.Connections;

/// <summary>Puts together how the connections are doing. What leaves here holds no secret.</summary>
internal sealed class ConnectionReport(
    IConnections connections,
    IConnectionStateStore states,
    ILedgerStore ledger,
    ModelDrifts drifts,
    IProfiles profiles,
    CallForecast forecast,
    Prices prices,
    IModelCatalogue models,
    ICatalogueStore catalogues,
    ConfigurationProblems problems,
    UnreadableEntries unreadable,
    IOptionsMonitor<AutoTagOptions> options,
    TimeProvider clock)
{
    private const int Failures = 5;
    private const int Thousand = 1_000;

    /// <summary>In short, for every editor.</summary>
    public async Task<IReadOnlyList<ConnectionStatus>> StatusAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<ConnectionState> known = await states.AllAsync(cancellationToken);
        IReadOnlyList<LedgerEntry> calls = await ledger.LastCallsAsync(cancellationToken);
        var statuses = new List<ConnectionStatus>();
        foreach (Connection connection in connections.All)
        {
            statuses.Add(await StatusOfAsync(connection, known, CallOf(connection, calls), cancellationToken));
        }

        return statuses;
    }

    /// <summary>In full, for admins.</summary>
    public async Task<ConnectionList> DetailsAsync(CancellationToken cancellationToken)
    {
        if (Unreadable() is { } broken)
        {
            return new ConnectionList([], [broken]);
        }

        DateTimeOffset now = clock.GetUtcNow();
        var today = new DateTimeOffset(now.Year, now.Month, now.Day, 0, 0, 0, TimeSpan.Zero);
        var facts = new Facts(
            await states.AllAsync(cancellationToken),
            await ledger.LastCallsAsync(cancellationToken),
            await ledger.SpendAsync(PathScope.Everything, today, cancellationToken),
            await ledger.SpendAsync(PathScope.Everything, today.AddDays(1 - now.Day), cancellationToken),
            await catalogues.FindAsync(OpenRouterCatalogue.Vendor, cancellationToken));
        var details = new List<ConnectionDetail>();
        foreach (Connection connection in connections.All)
        {
            details.Add(await DetailOfAsync(connection, facts, cancellationToken));
        }

        return new ConnectionList(details, Broken());
    }

    private async Task<ConnectionDetail> DetailOfAsync(Connection connection, Facts facts, CancellationToken cancellationToken)
    {
        ProviderDeclaration provider = connection.Provider.Declaration;
        VisionCall test = TestCall.Of(connection, profiles.Default);
        CallHistory history = await ledger.HistoryAsync(connection.Alias, test.Request.Model, Failures, cancellationToken);
        LedgerEntry? call = CallOf(connection, facts.Calls);
        return new ConnectionDetail(
            await StatusOfAsync(connection, facts.States, call, cancellationToken) with { CreditsRemaining = history.CreditsRemaining },
            provider.Name,
            FamilyOf(provider),
            [.. Enum.GetValues<VisionTasks>().Where(task => task != VisionTasks.None && provider.Tasks.HasFlag(task)).Select(task => task.ToString())],
            provider.Confidence,
            WaysTo(connection).Any(),
            !string.IsNullOrWhiteSpace(connection.Options.ApiKey),
            connection.Credential?.Alias,
            Destination.Of(connection, await ModelsOfAsync(connection, history, cancellationToken)),
            ModelOf(connection, test.Request.Model, history, facts.Fetched),
            LimitsOf(connection),
            await PriceOfAsync(connection, test, cancellationToken),
            new SpendSummary(CostOf(connection, facts.Today), CostOf(connection, facts.Month)),
            call?.SentAt,
            [.. history.Failures.Select(FailureOf)],
            connection.Alias == ConfiguredSite.EmbeddedMetadata ? [] : problems.OfConnection(connection.Alias, connection.Options));
    }

    // What steps ask for, and what answered each of them last: a system may pass on any of them.
    private async Task<IReadOnlyList<string?>> ModelsOfAsync(Connection connection, CallHistory history, CancellationToken cancellationToken)
    {
        string?[] asked = AskedOf(connection);
        List<string?> models = [.. asked, history.Models.FirstOrDefault()?.Name];
        if (connection.Provider.Declaration.Elsewhere is not null)
        {
            foreach (string model in asked.OfType<string>())
            {
                models.Add((await ledger.AnsweringModelsAsync(connection.Alias, model, cancellationToken)).FirstOrDefault()?.Name);
            }
        }

        return models;
    }

    private string?[] AskedOf(Connection connection) => [.. WaysTo(connection).Select(step => step.Model ?? connection.Options.Model).Distinct()];

    // As a step or as a fallback.
    private IEnumerable<Step> WaysTo(Connection connection) =>
        profiles.Default.Steps.SelectMany(step => step.Ways).Where(step => step.Connection.Equals(connection.Alias, StringComparison.OrdinalIgnoreCase));

    private async Task<ConnectionStatus> StatusOfAsync(
        Connection connection, IReadOnlyList<ConnectionState> known, LedgerEntry? call, CancellationToken cancellationToken)
    {
        ConnectionState? state = known.FirstOrDefault(s => s.Connection.Equals(connection.Alias, StringComparison.OrdinalIgnoreCase));
        return new ConnectionStatus(
            connection.Alias,
            connection.Provider.Declaration.Alias,
            connection.Options.Model,
            state?.Health ?? ConnectionHealth.Ok,
            state?.Until > clock.GetUtcNow() ? state.Until : null,
            state?.Message,
            state?.ChangedAt,
            state?.ChangedBy,
            call?.Usage.CreditsRemaining,
            await drifts.OfAsync(connection, cancellationToken) is { Asked: { } asked } drift ? new DriftView(asked, drift.Answered) : null);
    }

    private ModelDetail ModelOf(Connection connection, string? asked, CallHistory history, FetchedCatalogue? fetched) => new(
        asked,
        connection.Provider.Declaration.Pinnable,
        ModelWatch.Of(connection.Provider.Declaration, asked, history.Models, clock.GetUtcNow()),
        asked is null ? null : EndOf(connection, asked, fetched),
        connection.Options.WhenModelDrifts);

    // What was fetched is newer than what AutoTag came with.
    private DateOnly? EndOf(Connection connection, string asked, FetchedCatalogue? fetched)
    {
        CatalogueModel? listed = models.Model(connection, asked);
        CatalogueModel? found = fetched is not null && models.VendorOf(connection) == fetched.Source
            ? fetched.Models.FirstOrDefault(model => model.Id == (listed?.Id ?? asked.Trim()))
            : null;
        return (found ?? listed)?.RetiresOn;
    }

    private LimitDetail LimitsOf(Connection connection)
    {
        ProviderDeclaration provider = connection.Provider.Declaration;

        // Some systems limit some of their models only: the slowest of those that are asked here is the one to know of.
        RateLimit? limit = AskedOf(connection)
            .DefaultIfEmpty(connection.Options.Model)
            .Select(connection.RateLimitFor)
            .OfType<RateLimit>()
            .MinBy(limit => limit.Requests / limit.Window.TotalSeconds);
        return new LimitDetail(
            [.. provider.Formats.Select(format => format.ToString())],
            provider.SendsPicture ? provider.MaxBytes : null,
            provider.MinSidePixels,
            provider.MaxSidePixels,
            provider.MaxPixels,
            provider.SendsPicture ? profiles.Default.ImageSize : null,
            limit?.Requests,
            limit?.Window.TotalSeconds,
            connection.Options.RateLimitRequests is not null,
            connection.Options.Concurrency,
            connection.Options.Timeout.TotalSeconds);
    }

    private async Task<PriceDetail> PriceOfAsync(Connection connection, VisionCall test, CancellationToken cancellationToken)
    {
        ConnectionEstimate estimate = await forecast.OfAsync(TestCall.StepOf(connection, profiles.Default), connection, Thousand, known: 0, cancellationToken);
        return new PriceDetail(
            RunReport.View(estimate.Cost),
            estimate.Credits,
            estimate.Basis,
            estimate.PastCalls,
            estimate.PriceBasis,
            estimate.PriceBasis == PriceBasis.Listed ? models.Compiled : null,
            Money.From(prices.AtMost(connection, test.Request).Cost));
    }

    // A word where a number belongs may leave nothing of the configuration to be used.
    private BrokenConnection? Unreadable()
    {
        try
        {
            _ = options.CurrentValue;
            return null;
        }
        catch (InvalidOperationException e)
        {
            return new BrokenConnection(AutoTagOptions.Section, string.Empty, [UnreadableEntries.Sentence(e, AutoTagOptions.Section)]);
        }
    }

    private IReadOnlyList<BrokenConnection> Broken() =>
    [
        .. unreadable.Connections.Select(entry => new BrokenConnection(entry.Alias, string.Empty, [entry.Sentence])),
        .. options.CurrentValue.Connections
            .Where(configured => connections.Find(configured.Key) is null)
            .Select(configured => new BrokenConnection(configured.Key, configured.Value.Provider, problems.OfConnection(configured.Key, configured.Value))),
    ];

    private static ConnectionFamily FamilyOf(ProviderDeclaration provider) => provider.Rank switch
    {
        SourceRank.EmbeddedMetadata => ConnectionFamily.EmbeddedMetadata,
        SourceRank.Classifier => ConnectionFamily.Classifier,
        _ => ConnectionFamily.LanguageModel,
    };

    private static FailedCall FailureOf(LedgerEntry entry) =>
        new(entry.SentAt, entry.Failure.ToString()!, entry.ModelAsked, entry.RequestId, entry.Latency.TotalSeconds, entry.MediaKey == VisionCall.NoMedia);

    private static Cost CostOf(Connection connection, IReadOnlyList<Spend> spends) =>
        spends.FirstOrDefault(spend => spend.Connection.Equals(connection.Alias, StringComparison.OrdinalIgnoreCase)) is { } spend
            ? new Cost(spend.Cost.Amount, spend.Calls, spend.Failures, spend.CallsOfUnknownCost, spend.Credits)
            : new Cost(0, 0, 0, 0, 0);

    private static LedgerEntry? CallOf(Connection connection, IReadOnlyList<LedgerEntry> calls) =>
        calls.FirstOrDefault(call => call.Connection.Equals(connection.Alias, StringComparison.OrdinalIgnoreCase));

    /// <summary>What is asked once for all connections.</summary>
    private sealed record Facts(
        IReadOnlyList<ConnectionState> States,
        IReadOnlyList<LedgerEntry> Calls,
        IReadOnlyList<Spend> Today,
        IReadOnlyList<Spend> Month,
        FetchedCatalogue? Fetched);
}
