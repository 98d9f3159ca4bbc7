using System.Text.RegularExpressions;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Exchanges;
using Umbraco.AutoTag.Core.Text;

namespace Umbraco.AutoTag.Providers.Shared;

/// <summary>A system's own words, fit to be shown: vendors repeat keys, request bodies and pictures in their errors.</summary>
public static partial class VendorMessage
{
    private const int MaxLength = 300;

    /// <summary>The words without the connection's secrets, without anything that looks like a key or a picture, short, in one line.</summary>
    public static string For(Connection connection, string? raw)
    {
        string text = raw is { Length: > 20_000 } ? raw[..20_000] : raw ?? string.Empty;
        foreach (string secret in ConnectionSecrets.Of(connection.Options))
        {
            text = text.Replace(secret, "…", StringComparison.OrdinalIgnoreCase);
        }

        return UntrustedText.Clean(LooksSecret().Replace(text, "…"), MaxLength);
    }

    [GeneratedRegex(@"data:[\w/+.-]{1,60};base64,[A-Za-z0-9+/=_-]*|\b(?:Bearer|Basic|Key|Token)\s+[A-Za-z0-9+/=._~-]{8,}|\b(?:sk|pk|rk|key|api[_-]?key)[-_=:][A-Za-z0-9*._-]{8,}|\bAKIA[A-Z0-9]{12,}|\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_.-]+|[A-Za-z0-9+/=_-]{80,}", RegexOptions.IgnoreCase)]
    private static partial Regex LooksSecret();
}
