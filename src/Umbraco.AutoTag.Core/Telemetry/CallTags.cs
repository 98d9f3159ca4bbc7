using System.Diagnostics;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Telemetry;

/// <summary>What a call's span and its metrics are tagged with.</summary>
internal static class CallTags
{
    public const string Connection = "autotag.connection";
    public const string Operation = "gen_ai.operation.name";
    public const string Provider = "gen_ai.provider.name";
    public const string RequestModel = "gen_ai.request.model";
    public const string ResponseModel = "gen_ai.response.model";
    public const string ErrorType = "error.type";

    /// <summary>Whom is asked for what.</summary>
    public static TagList Of(ProviderDeclaration provider, string? model)
    {
        var tags = new TagList { { Operation, OperationOf(provider) }, { Provider, provider.Alias } };
        if (model is not null)
        {
            tags.Add(RequestModel, model);
        }

        return tags;
    }

    /// <summary>The conventions have a word for language models; classifiers are not generative, and get one of our own.</summary>
    public static string OperationOf(ProviderDeclaration provider) => provider.Rank == SourceRank.LanguageModel ? "chat" : "image_analysis";
}
