using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Ollama;

/// <summary>What a connection to Ollama can set.</summary>
internal sealed record OllamaSettings
{
    /// <summary><c>MaxOutputTokens</c>, 64 to 32,768.</summary>
    public required int MaxOutputTokens { get; init; }

    /// <summary><c>ContextTokens</c>, 2,048 to 262,144: room for prompt, picture and answer. Too little cuts the prompt without a word.</summary>
    public required int ContextTokens { get; init; }

    /// <summary><c>KeepAlive</c>: how long the model stays loaded after a call.</summary>
    public required string KeepAlive { get; init; }

    /// <summary><c>Think</c>: whether the model thinks first; null leaves the field out.</summary>
    public required bool? Think { get; init; }

    /// <summary><c>Auth</c>: none for a server of one's own that asks for no key.</summary>
    public required bool NeedsKey { get; init; }

    /// <summary>Reads the settings and what is wrong with them.</summary>
    public static (OllamaSettings Settings, IEnumerable<string> Problems) Read(ConnectionOptions options)
    {
        var settings = new ConnectionSettings(options);
        var read = new OllamaSettings
        {
            MaxOutputTokens = settings.Number("MaxOutputTokens", 1_024, 64, 32_768),
            ContextTokens = settings.Number("ContextTokens", 8_192, 2_048, 262_144),
            KeepAlive = KeepAliveOf(settings),
            Think = settings.Choice("Think", false, s_think),
            NeedsKey = settings.Choice("Auth", true, s_auth),
        };
        return (read, settings.Problems);
    }

    private static string KeepAliveOf(ConnectionSettings settings)
    {
        const string usual = "10m";
        string raw = settings.Text("KeepAlive", usual);
        bool isSpan = raw.Length is > 1 and <= 8 && raw[^1] is 's' or 'm' or 'h' && raw[..^1].All(char.IsAsciiDigit);
        if (isSpan)
        {
            return raw;
        }

        settings.Wrong("KeepAlive", "must be a number with s, m or h, for example 10m");
        return usual;
    }

    private static readonly Dictionary<string, bool?> s_think = new() { ["false"] = false, ["true"] = true, ["unset"] = null };

    private static readonly Dictionary<string, bool> s_auth = new() { ["bearer"] = true, ["none"] = false };
}
