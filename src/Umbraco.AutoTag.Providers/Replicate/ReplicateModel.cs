using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Providers.Replicate;

/// <summary>What can be run: a version by its hash, or an official model by its name, which follows its newest version.</summary>
/// <param name="Version">64 hexadecimal digits; null for an official model.</param>
/// <param name="Path">Where its predictions are created.</param>
internal sealed record ReplicateModel(string? Version, string Path)
{
    public const string Must = "must be a version's hash of 64 hexadecimal digits, 'owner/name:hash', or 'owner/name' for one of Replicate's official models";

    private const int HashLength = 64;

    /// <summary>Understands a name; null where it is none. It becomes a part of the address, so nothing else gets through.</summary>
    public static ReplicateModel? Parse(string name)
    {
        string[] parts = name.Split(':');
        string last = parts[^1];
        if (parts.Length <= 2 && last.Length == HashLength && last.All(char.IsAsciiHexDigit) && (parts.Length == 1 || IsOwned(parts[0])))
        {
            return new ReplicateModel(last.ToLowerInvariant(), "/v1/predictions");
        }

        return parts.Length == 1 && IsOwned(name) ? new ReplicateModel(null, $"/v1/models/{name}/predictions") : null;
    }

    /// <summary>The failure of a connection or a step that names none.</summary>
    public static Failure Unfit(Connection connection) => new(
        FailureKind.Misconfigured,
        $"The model that connection '{connection.Alias}' or a step of the profile names {Must}. Check AutoTag:Connections:{connection.Alias}:Model and the step's Model.")
    {
        Code = "model",
        Sent = false,
    };

    private static bool IsOwned(string name) => name.Split('/') is [{ Length: > 0 } owner, { Length: > 0 } own] && IsName(owner) && IsName(own);

    private static bool IsName(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') && text.Any(char.IsAsciiLetterOrDigit);
}
