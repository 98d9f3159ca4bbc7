using Umbraco.AutoTag.Api.Catalogue;
using Umbraco.AutoTag.Api.Connections;
using Umbraco.AutoTag.Api.Runs;
using Umbraco.AutoTag.Core.Catalogue;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Trials;

namespace Umbraco.AutoTag.Api.Revisions;

/// <summary>Puts together which models could be exchanged, by which images that can be tried, and what came of it.</summary>
internal sealed class UpgradeReport(
    ChooseSample choose,
    EstimateRun estimates,
    IConnections connections,
    IProfiles profiles,
    ModelLists models,
    Askable askable)
{
    public async Task<UpgradeChoices> ChoicesAsync(CancellationToken cancellationToken)
    {
        IReadOnlySet<string> paused = await askable.PausedAsync(cancellationToken);
        FetchedCatalogue? list = await models.FetchedAsync(cancellationToken);
        return new UpgradeChoices(
        [
            .. from pin in ModelUpgrade.Pinned(profiles.Default, connections)
               where askable.IsNow(pin.Connection) && !paused.Contains(pin.Connection.Alias)
               let declaration = pin.Connection.Provider.Declaration
               select new UpgradeChoice(
                   pin.Connection.Alias,
                   declaration.Name,
                   pin.Model,
                   declaration.Pinnable,
                   [.. models.At(pin.Connection, list).Where(other => other.Id != pin.Model).Select(other => new OtherModel(other.Id, other.RetiresOn))]),
        ]);
    }

    /// <summary>Why this model cannot be tried, in a sentence; null where it can.</summary>
    public string? WhyNot(ModelUpgrade upgrade) =>
        ModelUpgrade.Pinned(profiles.Default, connections).FirstOrDefault(pin => Is(pin, upgrade)) is not { Connection: { } connection }
            ? $"No step of the profile asks '{upgrade.Connection}' for '{upgrade.From}'."
            : upgrade.From == upgrade.To ? $"'{upgrade.To}' is the model that is asked for now."
            : askable.WhyNot(connection, connection.Options.WithModel(upgrade.To));

    public async Task<UpgradeSampleView> SampleAsync(ModelUpgrade upgrade, int take, PathScope scope, CancellationToken cancellationToken)
    {
        var library = new RunSelection { Scope = scope.Paths };
        IReadOnlyList<MediaItem> chosen = await choose.KnownFirstAsync(library, take, cancellationToken);
        RunSelection those = library with { Keys = [.. chosen.Select(item => item.Key)] };
        Profile other = upgrade.In(profiles.Default, connections);
        // Nothing named means everything: of no image there is nothing to foretell.
        async Task<EstimateView?> OfThose(Profile profile, string model) => chosen.Count == 0
            ? null
            : RunReport.Of(await estimates.OfAsync(those, ModelUpgrade.Alone(profile, upgrade.Connection, model, connections), cancellationToken));
        Connection connection = connections.Find(upgrade.Connection)!;
        return new UpgradeSampleView(
            [.. chosen.Select(item => new SampleImageView(item.Key, item.Name))],
            await OfThose(profiles.Default, upgrade.From),
            await OfThose(other, upgrade.To),
            RunReport.Of(await estimates.OfAsync(library, other, cancellationToken)),
            Destination.Of(connection, [upgrade.To]));
    }

    public static ComparedView Of(ComparedModels compared) => new(
        compared.Item.Key,
        compared.Item.Name,
        [.. compared.Fields.Select(field => new ComparedFieldView(field.Key.Field, field.Key.Language, field.Kept, field.Gained, field.Lost))],
        View(compared.Present),
        View(compared.Other),
        SampleController.CostOf(compared.NewCalls));

    private static ModelAnswerView View(ModelAnswer answer) => new(
        answer.HasAnswered,
        answer.IsNotNeeded,
        answer.Waiting,
        Money.From(answer.Cost),
        answer.Credits,
        answer.Latency?.TotalSeconds,
        answer.Reported,
        answer.Sampled.Refusal?.Code.ToString() ?? answer.Sampled.Failure?.ReasonCode,
        answer.Sampled.WhyNothing);

    private static bool Is((Connection Connection, string Model) pin, ModelUpgrade upgrade) =>
        pin.Connection.Alias.Equals(upgrade.Connection, StringComparison.OrdinalIgnoreCase) && pin.Model == upgrade.From;
}
