using System.Globalization;
using Umbraco.AutoTag.Core.Connections;

namespace Umbraco.AutoTag.Providers.Shared;

/// <summary>
/// Reads <see cref="ConnectionOptions.Settings"/> into types and gathers what is wrong, each as a sentence that names the key.
/// A setting nobody reads is wrong too: it is a typing mistake.
/// </summary>
public sealed class ConnectionSettings(ConnectionOptions options)
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _problems = [];

    /// <summary>Stands for the connection's alias in sentences; validation knows the options, not their name.</summary>
    public const string Prefix = "AutoTag:Connections:{alias}";

    /// <summary>What is wrong with everything read so far, and every setting that was never read.</summary>
    public IEnumerable<string> Problems => _problems.Concat(options.Settings.Keys
        .Where(key => !_known.Contains(key))
        .Select(key => $"{Prefix}:Settings:{key} is not a setting of '{options.Provider}'. It knows {(_known.Count == 0 ? "no settings" : string.Join(", ", _known.Order(StringComparer.Ordinal)))}."));

    /// <summary>A text; <paramref name="whenUnset"/> where unset or blank.</summary>
    public string Text(string key, string whenUnset) => Raw(key) ?? whenUnset;

    /// <summary>One of a few words.</summary>
    public T Choice<T>(string key, T whenUnset, IReadOnlyDictionary<string, T> choices)
    {
        string? raw = Raw(key);
        if (raw is null)
        {
            return whenUnset;
        }

        foreach ((string word, T value) in choices)
        {
            if (string.Equals(word, raw, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        Wrong(key, $"must be one of {string.Join(", ", choices.Keys)}");
        return whenUnset;
    }

    /// <summary>Some of a few words, separated by commas, each once.</summary>
    public IReadOnlyList<T> Choices<T>(string key, IReadOnlyList<T> whenUnset, IReadOnlyDictionary<string, T> choices)
    {
        string[] words = Raw(key)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        if (words.Length == 0)
        {
            return whenUnset;
        }

        T[] chosen = [.. choices.Where(choice => words.Contains(choice.Key, StringComparer.OrdinalIgnoreCase)).Select(choice => choice.Value)];
        if (chosen.Length == words.Distinct(StringComparer.OrdinalIgnoreCase).Count())
        {
            return chosen;
        }

        Wrong(key, $"must be one or several of {string.Join(", ", choices.Keys)}, separated by commas");
        return whenUnset;
    }

    /// <summary>A confidence from 0 to 1; null where unset.</summary>
    public double? Share(string key)
    {
        string? raw = Raw(key);
        if (raw is null)
        {
            return null;
        }

        if (double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out double share) && share is >= 0 and <= 1)
        {
            return share;
        }

        Wrong(key, "must be a number from 0 to 1, for example 0.5");
        return null;
    }

    /// <summary>A name that becomes a part of an address: letters, digits and <c>. _ -</c> only; <paramref name="whenUnset"/> where unset.</summary>
    public string? Name(string key, string? whenUnset)
    {
        string? raw = Raw(key);
        if (raw is null || IsName(raw))
        {
            return raw ?? whenUnset;
        }

        Wrong(key, "must be a name of letters, digits, '.', '_' and '-'");
        return whenUnset;
    }

    /// <summary>The same where the address needs it; empty, and wrong, where unset.</summary>
    public string RequiredName(string key)
    {
        if (Raw(key) is null)
        {
            Wrong(key, "is missing: it is a part of the address");
        }

        return Name(key, null) ?? string.Empty;
    }

    /// <summary>True for a name that can stand in an address as it is.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= 200 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') && text.Any(c => c != '.');

    /// <summary>A whole number in a range.</summary>
    public int Number(string key, int whenUnset, int least, int most)
    {
        string? raw = Raw(key);
        if (raw is null)
        {
            return whenUnset;
        }

        if (int.TryParse(raw, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most)
        {
            return number;
        }

        Wrong(key, $"must be a whole number from {least} to {most}");
        return whenUnset;
    }

    /// <summary>An amount in a range; null where unset.</summary>
    public decimal? Amount(string key, decimal least, decimal most)
    {
        string? raw = Raw(key);
        if (raw is null)
        {
            return null;
        }

        if (decimal.TryParse(raw, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal amount) && amount >= least && amount <= most)
        {
            return amount;
        }

        Wrong(key, string.Create(CultureInfo.InvariantCulture, $"must be a number from {least} to {most}"));
        return null;
    }

    /// <summary>Words separated by commas; none where unset.</summary>
    public IReadOnlyList<string> Words(string key) =>
        Raw(key)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>Notes that a setting is wrong. The value itself is not repeated: it may be a secret in the wrong place.</summary>
    public void Wrong(string key, string must) => _problems.Add($"{Prefix}:Settings:{key} {must}.");

    private string? Raw(string key)
    {
        _known.Add(key);
        return options.Settings.FirstOrDefault(s => string.Equals(s.Key, key, StringComparison.OrdinalIgnoreCase)).Value is { } value
            && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
    }
}
