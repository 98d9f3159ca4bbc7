using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Chat;

namespace Umbraco.AutoTag.Providers.OpenAiCompatible;

/// <summary>
/// What a connection to a server that speaks chat completions can set, one setting for each thing in which servers differ
/// (<see cref="ChatDialect"/>).
/// </summary>
internal static class OpenAiCompatibleSettings
{
    /// <summary>
    /// How a question is asked. Where the site does not say how the answer's form is made sure, a model that is listed not to take a schema is sent none;
    /// what a server of one's own takes no list says, and most of them take one.
    /// </summary>
    public static ChatDialect DialectFor(Connection connection, VisionRequest request)
    {
        ChatDialect dialect = Read(connection.Options).Dialect;
        return new ConnectionSettings(connection.Options).StructuredOutputIfSet() is null
            ? dialect with { StructuredOutput = StructuredOutputs.Declared(connection, request, unlisted: dialect.StructuredOutput) }
            : dialect;
    }

    /// <summary>Reads the settings and what is wrong with them.</summary>
    public static (ChatDialect Dialect, IEnumerable<string> Problems) Read(ConnectionOptions options)
    {
        var settings = new ConnectionSettings(options);
        var dialect = new ChatDialect
        {
            Path = PathOf(settings),
            Auth = settings.Choice("Auth", AuthStyle.Bearer, s_auth),
            LimitField = settings.Choice("LimitField", "max_completion_tokens", s_limitFields),
            MaxOutputTokens = settings.Number("MaxOutputTokens", 1_024, 64, 32_768),
            StructuredOutput = settings.StructuredOutput(),
            ImageForm = settings.Choice("ImageForm", ImageForm.Object, s_imageForms),
            ImageDetail = settings.Choice("ImageDetail", null, s_details),
            ReasoningEffort = settings.Choice("ReasoningEffort", null, s_efforts),
            Headers = HeaderSetting.Read(options, settings),
        };
        return (dialect, settings.Problems);
    }

    private static string PathOf(ConnectionSettings settings)
    {
        string path = settings.Text("Path", "/v1/chat/completions");
        if (path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal) && path.IndexOfAny(['?', '#', ' ', '\\']) < 0)
        {
            return path;
        }

        settings.Wrong("Path", "must begin with one '/' and hold no query, for example /v1/chat/completions");
        return "/v1/chat/completions";
    }

    private static readonly Dictionary<string, AuthStyle> s_auth = new() { ["bearer"] = AuthStyle.Bearer, ["api-key"] = AuthStyle.ApiKey, ["none"] = AuthStyle.None };

    private static readonly Dictionary<string, string> s_limitFields = new() { ["max_completion_tokens"] = "max_completion_tokens", ["max_tokens"] = "max_tokens" };

    private static readonly Dictionary<string, ImageForm> s_imageForms = new() { ["object"] = ImageForm.Object, ["string"] = ImageForm.Text };

    private static readonly Dictionary<string, string?> s_details = new() { ["low"] = "low", ["high"] = "high", ["auto"] = "auto", ["none"] = null };

    private static readonly Dictionary<string, string?> s_efforts = new()
    {
        ["none"] = "none",
        ["minimal"] = "minimal",
        ["low"] = "low",
        ["medium"] = "medium",
        ["high"] = "high",
    };
}
