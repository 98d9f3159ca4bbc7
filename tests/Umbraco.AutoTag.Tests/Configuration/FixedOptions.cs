using Microsoft.Extensions.Options;
using Umbraco.AutoTag.Configuration;

namespace Umbraco.AutoTag.Tests.Configuration;

/// <summary>Options that stay as they are.</summary>
internal sealed class FixedOptions(AutoTagOptions options) : IOptionsMonitor<AutoTagOptions>
{
    public AutoTagOptions CurrentValue => options;

    public AutoTagOptions Get(string? name) => options;

    public IDisposable? OnChange(Action<AutoTagOptions, string?> listener) => null;
}
