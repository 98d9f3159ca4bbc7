using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Providers.Ollama;

/// <summary>What to do about failures that only somebody at that machine can mend.</summary>
internal static class OllamaHints
{
    /// <summary>The failure of an answer with the hint; null where there is none to give.</summary>
    public static Failure? For(Failure failure, int status, string? model) => (failure.Kind, status) switch
    {
        (FailureKind.Misconfigured, 404) when model is not null => failure with { Message = $"{failure.Message} If it is not installed, run there: ollama pull {model}" },
        _ => null,
    };

    /// <summary>The failure of a server that cannot be reached.</summary>
    public static Failure ForSilence(Connection connection, Failure failure) => failure.Code == "network" && connection.Endpoint.IsLoopback
        ? failure with { Message = $"{failure.Message} Is Ollama running (ollama serve)?" }
        : failure;
}
