using Umbraco.AutoTag.Core.Connections;

namespace Umbraco.AutoTag.Configuration;

/// <summary>What a revision was made of: the profile, and what it took from elsewhere at that time.</summary>
/// <param name="Profile">The profile.</param>
/// <param name="Language">The language of the values, whoever named it; two letters (ISO 639-1).</param>
/// <param name="Connections">The connections in their order, and the models they asked for by themselves.</param>
internal sealed record RevisionSettings(ProfileOptions Profile, string Language, IReadOnlyList<RevisionSettings.ConnectionThen> Connections)
{
    /// <summary>A connection as it was.</summary>
    /// <param name="Alias">Its name.</param>
    /// <param name="Model">The model it asked for where a step named none; null where it named none either.</param>
    public sealed record ConnectionThen(string Alias, string? Model);

    /// <summary>Of settings at this moment.</summary>
    public static RevisionSettings Of(ProfileOptions profile, string language, IReadOnlyList<Connection> connections) => new(profile, language, AsOfNow(connections));

    /// <summary>
    /// The profile that makes the same revision again as the site is now: what was taken from elsewhere then, and is another today, is named in it. What it
    /// cannot name – another endpoint, a connection that is gone – stays different.
    /// </summary>
    /// <param name="languageNow">The site's language of the values.</param>
    /// <param name="connections">The connections of now.</param>
    public ProfileOptions Restore(string languageNow, IReadOnlyList<Connection> connections)
    {
        IReadOnlyList<ConnectionThen> now = AsOfNow(connections);
        StepOptions[]? steps = Profile.Steps is { Length: > 0 } named ? named
            // Every connection was asked; today they may be others.
            : now.SequenceEqual(Connections) ? null
            : [.. Connections.Select(connection => new StepOptions { Connection = connection.Alias })];
        string? language = Profile.Language ?? (Language == languageNow ? null : Language);
        return Profile.WithSteps(steps is null ? null : [.. steps.Select(step => Pinned(step, now))], language);
    }

    private StepOptions Pinned(StepOptions step, IReadOnlyList<ConnectionThen> now) => new()
    {
        Connection = step.Connection,
        Tasks = step.Tasks,
        Model = step.Model ?? PinOf(step.Connection, now),
        Question = step.Question,
        When = step.When,
        Fallbacks = step.Fallbacks is null ? null :
        [
            .. step.Fallbacks.Select(fallback => new FallbackOptions
            {
                Connection = fallback.Connection,
                Model = fallback.Model ?? PinOf(fallback.Connection, now),
                On = fallback.On,
                AllowDearer = fallback.AllowDearer,
            }),
        ],
    };

    private string? PinOf(string alias, IReadOnlyList<ConnectionThen> now) =>
        ModelIn(Connections, alias) is { Length: > 0 } then && then != ModelIn(now, alias) ? then : null;

    private static string? ModelIn(IReadOnlyList<ConnectionThen> connections, string alias) =>
        connections.FirstOrDefault(connection => connection.Alias.Equals(alias, StringComparison.OrdinalIgnoreCase))?.Model;

    private static IReadOnlyList<ConnectionThen> AsOfNow(IReadOnlyList<Connection> connections) =>
        [.. connections.Select(connection => new ConnectionThen(connection.Alias, string.IsNullOrEmpty(connection.Options.Model) ? null : connection.Options.Model))];
}
