using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Replicate;

/// <summary>What can be run: a version by its hash, or an official model by its name, which follows its newest version.</summary>
/// <param name="Version">64 hexadecimal digits; null for an official model.</param>
/// <param name="Path">Where its predictions are created.</param>
internal sealed record ReplicateModel(string? Version, string Path)
{
    /// <summary>The names that are one; they become a part of the address, so nothing else gets through.</summary>
    public static ModelRule Rule { get; } = new(
        name => Parse(name) is not null,
        "must be a version's hash of 64 hexadecimal digits, 'owner/name:hash', or 'owner/name' for one of Replicate's official models");

    private const int HashLength = 64;

    /// <summary>Understands a name; null where it is none.</summary>
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

    private static bool IsOwned(string name) =>
        name.Split('/') is [var owner, var own] && ConnectionSettings.IsName(owner) && ConnectionSettings.IsName(own);
}
