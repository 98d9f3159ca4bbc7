namespace Umbraco.AutoTag.Media;

/// <summary>An address of this site, to be asked inside the process.</summary>
/// <param name="Host">What the request says it came for: sites refuse or redirect hosts they do not know.</param>
/// <param name="Path">Unescaped.</param>
/// <param name="Query">With its question mark; empty where there is none.</param>
internal sealed record SiteAddress(string Host, string Path, string Query)
{
    /// <summary>
    /// Reads an address with or without a host. The host of a delivery network in front of the site is left out: the paths behind it are the site's.
    /// </summary>
    public static SiteAddress From(string address, string ownHost)
    {
        (_, string path, string query) = Split(address);
        return new SiteAddress(ownHost, path, query);
    }

    /// <summary>Where this address sends the browser instead: a site that knows itself under one host only redirects the others there.</summary>
    public SiteAddress RedirectedTo(string location)
    {
        (string? host, string path, string query) = Split(location);
        return new SiteAddress(host ?? Host, path, query);
    }

    private static (string? Host, string Path, string Query) Split(string address)
    {
        string? host = null;
        int authority = address.IndexOf("//", StringComparison.Ordinal);
        if (authority >= 0 && address[..authority] is "" or "http:" or "https:")
        {
            string rest = address[(authority + 2)..];
            int end = rest.IndexOfAny(['/', '?']);
            host = end < 0 ? rest : rest[..end];
            address = end < 0 ? "/" : rest[end..];
        }

        string[] parts = address.Split('?', 2);
        return (host, Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? "?" + parts[1] : string.Empty);
    }
}
