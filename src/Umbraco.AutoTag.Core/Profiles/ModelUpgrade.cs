using Umbraco.AutoTag.Core.Connections;

namespace Umbraco.AutoTag.Core.Profiles;

/// <summary>Another model in the place of one that the profile asks for. Nothing of it is kept: models are set in the profile, or in the connection's configuration.</summary>
/// <param name="Connection">Alias of the connection, ignoring case.</param>
/// <param name="From">The model it is asked for now, as it is written there.</param>
/// <param name="To">The model that would be asked for.</param>
public sealed record ModelUpgrade(string Connection, string From, string To)
{
    /// <summary>
    /// The models that could be exchanged: those that a step of the profile names, or its connection does. What is asked for as a fallback only, and what has
    /// no model by name, is not among them: neither would be asked about a sample.
    /// </summary>
    public static IEnumerable<(Connection Connection, string Model)> Pinned(Profile profile, IConnections connections) =>
        (from step in profile.Steps
         let connection = connections.Find(step.Connection)
         where connection is { Provider.Declaration.SendsPicture: true }
         let model = step.Model ?? connection.Options.Model
         where !string.IsNullOrWhiteSpace(model)
         select (connection, model)).DistinctBy(pin => (pin.connection.Alias.ToLowerInvariant(), pin.model));

    /// <summary>
    /// The profile as it would be. It has the revision that the site has once the profile or the connection names the other model, so that what is asked under it is
    /// known then.
    /// </summary>
    public Profile In(Profile profile, IConnections connections) => profile with
    {
        Settings = null,
        Steps =
        [
            .. profile.Steps.Select(step => Exchanged(step, connections) with
            {
                Fallbacks = [.. step.Fallbacks.Select(fallback => fallback with { Step = Exchanged(fallback.Step, connections) })],
            }),
        ],
    };

    /// <summary>The same profile, where nobody stands in for this model: what a fallback says is not its word.</summary>
    public static Profile Alone(Profile profile, string connection, string model, IConnections connections) => profile with
    {
        Settings = null,
        Steps = [.. profile.Steps.Select(step => Asks(step, connection, model, connections) ? step with { Fallbacks = [] } : step)],
    };

    /// <summary>The steps that ask this model: the part of a key under which its answer lies, and its place in the profile.</summary>
    internal static IReadOnlyList<(string StepPart, int Place)> PartsOf(Profile profile, string connection, string model, IConnections connections) =>
    [
        .. from step in profile.Steps.Index()
           where Asks(step.Item, connection, model, connections)
           let own = connections.Find(step.Item.Connection)
           where own is not null
           select (RevisionOf.StepPart(step.Item, profile, own), step.Index),
    ];

    private Step Exchanged(Step step, IConnections connections) => Asks(step, Connection, From, connections) ? step with { Model = To } : step;

    private static bool Asks(Step step, string connection, string model, IConnections connections) =>
        step.Connection.Equals(connection, StringComparison.OrdinalIgnoreCase) && (step.Model ?? connections.Find(step.Connection)?.Options.Model) == model;
}
