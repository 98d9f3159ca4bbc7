using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Chat;

namespace Umbraco.AutoTag.Providers.Baseten;

/// <summary>What a connection to Baseten can set.</summary>
internal sealed record BasetenSettings
{
    /// <summary><c>Serves</c>: models are Baseten's own, deployment is one of the account's.</summary>
    public required bool IsDeployment { get; init; }

    /// <summary><c>ImageField</c>, <c>PromptField</c> and <c>Input</c>, as the deployment names them.</summary>
    public required WorkerInput Input { get; init; }

    /// <summary>How Baseten's own models are asked: <c>MaxOutputTokens</c>, <c>StructuredOutput</c>, <c>ImageDetail</c>.</summary>
    public required ChatDialect Dialect { get; init; }

    /// <summary>Reads the settings and what is wrong with them.</summary>
    public static (BasetenSettings Settings, IEnumerable<string> Problems) Read(ConnectionOptions options)
    {
        var settings = new ConnectionSettings(options);
        var read = new BasetenSettings
        {
            IsDeployment = settings.Choice("Serves", false, s_served),
            Input = WorkerInput.Read(settings),
            Dialect = new ChatDialect
            {
                LimitField = "max_tokens",
                MaxOutputTokens = settings.Number("MaxOutputTokens", 2_048, 64, 32_768),
                StructuredOutput = settings.StructuredOutput(),
                ImageDetail = settings.Choice("ImageDetail", null, s_details),
            },
        };
        return (read, settings.Problems);
    }

    private static readonly Dictionary<string, bool> s_served = new() { ["models"] = false, ["deployment"] = true };

    private static readonly Dictionary<string, string?> s_details = new() { ["low"] = "low", ["high"] = "high", ["auto"] = "auto", ["original"] = "original", ["none"] = null };
}
