using Umbraco.AutoTag.Core.Connections;

namespace Umbraco.AutoTag.Providers.Shared;

/// <summary>Headers a site adds to every call: <c>Settings:Headers</c> = <c>OpenAI-Project: proj_1; X-Team: media</c>.</summary>
public static class HeaderSetting
{
    /// <summary>The setting's name.</summary>
    public const string Key = "Headers";

    private static readonly string[] s_own = ["authorization", "api-key", "x-api-key", "x-goog-api-key", "x-moondream-auth", "content-type", "content-length", "host", "transfer-encoding", "connection", "cookie"];

    /// <summary>The headers, and what is wrong with the setting (null where nothing is).</summary>
    public static (IReadOnlyList<KeyValuePair<string, string>> Headers, string? Problem) Read(ConnectionOptions options)
    {
        string raw = options.Settings.FirstOrDefault(s => string.Equals(s.Key, Key, StringComparison.OrdinalIgnoreCase)).Value ?? string.Empty;
        var headers = new List<KeyValuePair<string, string>>();
        foreach (string part in raw.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] pair = part.Split(':', 2, StringSplitOptions.TrimEntries);
            if (pair.Length != 2 || !IsHeader(pair[0], pair[1]))
            {
                return ([], "must be pairs 'Name: value' separated by ';'");
            }

            if (s_own.Contains(pair[0], StringComparer.OrdinalIgnoreCase))
            {
                return ([], $"must not set '{pair[0]}': the connection sets it itself");
            }

            headers.Add(new(pair[0], pair[1]));
        }

        return (headers, null);
    }

    /// <summary>The headers; what is wrong with them goes to the other problems.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Read(ConnectionOptions options, ConnectionSettings settings)
    {
        settings.Text(Key, string.Empty);
        (IReadOnlyList<KeyValuePair<string, string>> headers, string? problem) = Read(options);
        if (problem is not null)
        {
            settings.Wrong(Key, problem);
        }

        return headers;
    }

    /// <summary>Puts the headers into a request.</summary>
    public static void Add(HttpRequestMessage message, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        foreach ((string name, string value) in headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static bool IsHeader(string name, string value) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c))
        && value.Length > 0 && value.All(c => c is >= ' ' and <= '~');
}
