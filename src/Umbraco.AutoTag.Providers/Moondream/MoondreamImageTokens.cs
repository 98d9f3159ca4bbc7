using Umbraco.AutoTag.Providers.Prices;

namespace Umbraco.AutoTag.Providers.Moondream;

/// <summary>What a picture takes of Moondream's models, whatever its size.</summary>
internal static class MoondreamImageTokens
{
    public static IReadOnlyList<ImageFamily> Families { get; } = [new("moondream", _ => 730)];
}
