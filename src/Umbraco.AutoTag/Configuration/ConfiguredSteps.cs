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

    /// <summary>Steps and fallbacks: their keys, the connections they name, and the models they pin.</summary>
    public static IEnumerable<(string Key, string Connection, string? Model)> Places(ProfileOptions profile) =>
        (profile.Steps ?? []).Index().SelectMany(step => (step.Item.Fallbacks ?? []).Index()
            .Select(fallback => (KeyOf(step.Index, fallback.Index), fallback.Item.Connection, fallback.Item.Model))
            .Prepend((KeyOf(step.Index), step.Item.Connection, step.Item.Model)));

    private static Step StepOf(StepOptions step, int place, IReadOnlyList<Connection> connections)
    {
        VisionTasks tasks = step.Tasks ?? (Find(step.Connection, connections) is { } connection ? connection.Provider.Declaration.UsualTasks : VisionTasks.None);
        PictureQuestion? question = step.Question is { } asked ? new PictureQuestion(asked.Ask.Trim(), Text(asked.Keyword)) : null;
        var all = new Step(step.Connection, question is null ? tasks & ~VisionTasks.Answer : tasks | VisionTasks.Answer, step.Model) { Question = question };
        return all with
        {
            Fallbacks = [.. (step.Fallbacks ?? []).Select((fallback, number) => FallbackOf(fallback, KeyOf(place, number), all, connections))],
            When = step.When is { } when ? new Escalation(when.UnsureOf, when.Below) : null,
        };
    }

    private static Fallback FallbackOf(FallbackOptions fallback, string key, Step step, IReadOnlyList<Connection> connections)
    {
        VisionTasks can = Find(fallback.Connection, connections)?.Provider.Declaration.Tasks ?? VisionTasks.None;
        VisionTasks tasks = step.Tasks & can;
        return new Fallback(new Step(fallback.Connection, tasks, fallback.Model) { Question = tasks.HasFlag(VisionTasks.Answer) ? step.Question : null }, key)
        {
            On = fallback.On ?? Fallback.UsualCauses,
            AllowDearer = fallback.AllowDearer,
        };
    }

    private static string? Text(string? written) => string.IsNullOrWhiteSpace(written) ? null : written.Trim();

    /// <summary>A connection by its name; null where there is none.</summary>
    public static Connection? Find(string alias, IReadOnlyList<Connection> connections) =>
        connections.FirstOrDefault(connection => connection.Alias.Equals(alias, StringComparison.OrdinalIgnoreCase));
}
