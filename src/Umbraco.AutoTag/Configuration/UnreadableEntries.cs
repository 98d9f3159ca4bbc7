using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Umbraco.AutoTag.Configuration;

/// <summary>
/// Entries that hold a word where a number belongs, or one that is none of those allowed. .NET leaves such an entry out of its list in silence: a
/// connection, a budget or a step that somebody has configured would be missing, and nobody told.
/// </summary>
internal sealed partial class UnreadableEntries(IConfiguration configuration)
{
    /// <summary>Each as a sentence that names the key; not the value, which may be a secret in the wrong place.</summary>
    public IEnumerable<string> All =>
    [
        .. Connections.Select(entry => entry.Sentence),
        .. Section("Budgets").GetChildren().SelectMany(Trouble<BudgetOptions>),
        .. Section("Profile:Thresholds").GetChildren().SelectMany(Trouble<ThresholdOptions>),
        .. Section("Profile:Steps").GetChildren().SelectMany(step => (IEnumerable<string>)
        [
            .. Trouble<StepOptions>(step),
            .. step.GetSection(nameof(StepOptions.Fallbacks)).GetChildren().SelectMany(Trouble<FallbackOptions>),
        ]),
    ];

    /// <summary>Those of connections, with the connection's name.</summary>
    public IEnumerable<(string Alias, string Sentence)> Connections =>
        from connection in Section("Connections").GetChildren()
        from sentence in Trouble<Core.Connections.ConnectionOptions>(connection)
        select (connection.Key, sentence);

    private IConfigurationSection Section(string path) => configuration.GetSection($"{AutoTagOptions.Section}:{path}");

    private static IEnumerable<string> Trouble<T>(IConfigurationSection entry)
    {
        try
        {
            entry.Get<T>();
            return [];
        }
        catch (InvalidOperationException e)
        {
            return [Sentence(e, entry.Path)];
        }
    }

    /// <summary>What .NET says of a value that it cannot read, without the value.</summary>
    public static string Sentence(InvalidOperationException unreadable, string path)
    {
        string key = WrongKey().Match(unreadable.Message) is { Success: true } match ? match.Groups[1].Value : path;
        return $"{key} holds a value of another kind than it takes. Correct it, or take it out.";
    }

    [GeneratedRegex(" at '([^']+)'")]
    private static partial Regex WrongKey();
}
