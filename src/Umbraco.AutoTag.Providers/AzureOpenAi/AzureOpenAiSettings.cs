using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Chat;

namespace Umbraco.AutoTag.Providers.AzureOpenAi;

/// <summary>What a connection to Azure OpenAI can set.</summary>
internal static class AzureOpenAiSettings
{
    /// <summary>The setting that says which model is behind the deployment: its name there may be anything.</summary>
    public const string DeployedModelKey = "DeployedModel";

    /// <summary>Reads the settings and what is wrong with them.</summary>
    public static (ChatDialect Dialect, string? DeployedModel, IEnumerable<string> Problems) Read(ConnectionOptions options)
    {
        var settings = new ConnectionSettings(options);
        string? deployed = settings.Text(DeployedModelKey, string.Empty) is { Length: > 0 } model ? model : null;
        string? effort = settings.Choice("ReasoningEffort", null, OpenAiModel.Efforts);
        var dialect = new ChatDialect
        {
            Path = "/openai/v1/chat/completions",
            Auth = options.NeedsCredential() ? AuthStyle.None : AuthStyle.ApiKey,
            MaxOutputTokens = settings.Number("MaxOutputTokens", OpenAiModel.DefaultMaxOutputTokens, 64, 32_768),
            ImageDetail = settings.Choice("ImageDetail", OpenAiModel.DefaultDetail, OpenAiModel.Details),
            ReasoningEffort = effort ?? (OpenAiModel.Thinks(deployed) ? OpenAiModel.DefaultEffort : null),
            StructuredOutput = settings.StructuredOutput(),
            Headers = HeaderSetting.Read(options, settings),
        };
        if (effort is not null && deployed is not null && !OpenAiModel.Thinks(deployed))
        {
            settings.Wrong("ReasoningEffort", $"must be left out: the model that {DeployedModelKey} names does not think first, and refuses it");
        }

        return (dialect, deployed, settings.Problems);
    }
}
