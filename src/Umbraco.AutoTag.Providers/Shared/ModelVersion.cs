using Umbraco.AutoTag.Core.Text;

namespace Umbraco.AutoTag.Providers.Shared;

/// <summary>How a model is told of whose name and version a system says apart: a bare number says nothing where one connection's models are exchanged.</summary>
internal static class ModelVersion
{
    private const int MostLength = 100;

    /// <summary><c>name@version</c>, or the one of the two there is; null where there is neither.</summary>
    /// <param name="name">The model, in the system's words.</param>
    /// <param name="version">Its version, in the system's words.</param>
    public static string? Of(string? name, string? version) =>
        (UntrustedText.Clean(name, MostLength), UntrustedText.Clean(version, MostLength)) switch
        {
            ("", "") => null,
            ("", var only) => only,
            (var only, "") => only,
            var (model, its) => model.EndsWith($"@{its}", StringComparison.Ordinal) ? model : $"{model}@{its}",
        };
}
