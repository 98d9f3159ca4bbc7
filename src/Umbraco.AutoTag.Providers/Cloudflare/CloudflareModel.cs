using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Providers.Cloudflare;

/// <summary>A model's name: it becomes a part of the address, so it is looked at before anything is sent.</summary>
internal static class CloudflareModel
{
    public const string Must = "must be a chat model's name as Cloudflare lists it, for example @cf/google/gemma-4-26b-a4b-it; for Moondream use the provider 'moondream'";

    /// <summary>Moondream is listed there too, but takes another request than all others.</summary>
    public static bool IsOne(string model) =>
        (model.StartsWith("@cf/", StringComparison.Ordinal) || model.StartsWith("@hf/", StringComparison.Ordinal))
        && model[1..].All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-')
        && !model.Contains("..", StringComparison.Ordinal)
        && !model.Contains("//", StringComparison.Ordinal)
        && !model.StartsWith("@cf/moondream/", StringComparison.OrdinalIgnoreCase);

    /// <summary>The failure of a connection or a step that names none.</summary>
    public static Failure Unfit(Connection connection) => new(
        FailureKind.Misconfigured,
        $"The model that connection '{connection.Alias}' or a step of the profile names {Must}. Check AutoTag:Connections:{connection.Alias}:Model and the step's Model.")
    {
        Code = "model",
        Sent = false,
    };
}
