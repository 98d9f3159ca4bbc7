using System.Text;
using System.Text.RegularExpressions;
using Umbraco.AutoTag.Core.Connections;

namespace Umbraco.AutoTag.Core.Exchanges;

/// <summary>A connection's secrets in every form they travel in, for whoever takes them out of a text.</summary>
public static partial class ConnectionSecrets
{
    private const int ShortestSecret = 4;
    private const int ShortestInAKeyFile = 20;

    /// <summary>Key and secret settings, as they are, URL-escaped and as base64; the longest first, so that no part of one is left when another is taken out.</summary>
    public static IReadOnlyList<string> Of(ConnectionOptions options) =>
    [
        .. OfKey(options.ApiKey?.Trim() ?? string.Empty)
            .Concat(options.Settings.Where(setting => HoldsSecrets().IsMatch(setting.Key)).SelectMany(setting => OfSetting(setting.Value)))
            .Select(secret => secret.Trim())
            .Where(secret => secret.Length >= ShortestSecret)
            .SelectMany(secret => new[] { secret, Uri.EscapeDataString(secret), Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)) })
            .Distinct()
            .OrderByDescending(secret => secret.Length),
    ];

    // Some keys are two in one, and some are a whole file.
    private static IEnumerable<string> OfKey(string key)
    {
        if (key.StartsWith('{'))
        {
            return LongWord().Matches(key.Replace("\\n", "\n", StringComparison.Ordinal)).Select(word => word.Value).Where(word => word.Length >= ShortestInAKeyFile).Append(key);
        }

        return key.Split(':', 2) is [{ } name, { } password] ? [key, name, password] : [key];
    }

    // "Name: value; Name: value", or one value.
    private static IEnumerable<string> OfSetting(string value) =>
        value.Split(';').Select(part => part.Split(':', 2)[^1]).Append(value);

    // A number of tokens is no token.
    [GeneratedRegex("header|key|secret|token(?!s)|password|credential|user", RegexOptions.IgnoreCase)]
    private static partial Regex HoldsSecrets();

    [GeneratedRegex(@"[A-Za-z0-9+/=_.@-]+")]
    private static partial Regex LongWord();
}
