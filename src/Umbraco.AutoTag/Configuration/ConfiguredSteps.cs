using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Configuration;

/// <summary>The steps of the profile, as configured.</summary>
internal static class ConfiguredSteps
{
    /// <summary>As named; where nothing is: the file's own metadata first, then every connection, each asked for all it can say.</summary>
    public static IReadOnlyList<Step> Of(ProfileOptions profile, IReadOnlyList<Connection> connections) => profile.Steps is { Length: > 0 } steps
        ? [.. steps.Select((step, place) => StepOf(step, place, connections))]
        : [.. connections.Select(connection => new Step(connection.Alias, connection.Provider.Declaration.UsualTasks))];

    /// <summary>The key of a step in configuration.</summary>
    public static string KeyOf(int place) => $"AutoTag:Profile:Steps:{place}";

    /// <summary>The key of a fallback in configuration.</summary>
    public static string KeyOf(int place, int fallback) => $"{KeyOf(place)}:Fallbacks:{fallback}";

    private static Step StepOf(StepOptions step, int place, IReadOnlyList<Connection> connections)
    {
        VisionTasks tasks = step.Tasks ?? (Find(step.Connection, connections) is { } connection ? connection.Provider.Declaration.UsualTasks : VisionTasks.None);
        return new Step(step.Connection, tasks, step.Model)
        {
            Fallbacks = [.. (step.Fallbacks ?? []).Select((fallback, number) => FallbackOf(fallback, KeyOf(place, number), tasks, connections))],
            When = step.When is { } when ? new Escalation(when.UnsureOf, when.Below) : null,
        };
    }

    private static Fallback FallbackOf(FallbackOptions fallback, string key, VisionTasks tasks, IReadOnlyList<Connection> connections)
    {
        VisionTasks can = Find(fallback.Connection, connections)?.Provider.Declaration.Tasks ?? VisionTasks.None;
        return new Fallback(new Step(fallback.Connection, tasks & can, fallback.Model), key)
        {
            On = fallback.On ?? Fallback.UsualCauses,
            AllowDearer = fallback.AllowDearer,
        };
    }

    /// <summary>A connection by its name; null where there is none.</summary>
    public static Connection? Find(string alias, IReadOnlyList<Connection> connections) =>
        connections.FirstOrDefault(connection => connection.Alias.Equals(alias, StringComparison.OrdinalIgnoreCase));
}
