using Umbraco.Cms.Core.Services;

namespace Umbraco.AutoTag.Configuration;

/// <summary>The site's languages: texts are written in the default one where the profile names none.</summary>
internal sealed class SiteLanguage(ILanguageService languages)
{
    /// <summary>All of them, two letters each (ISO 639-1), the default first; empty until the site was asked.</summary>
    public IReadOnlyList<string> All { get; private set; } = [];

    /// <summary>Two letters (ISO 639-1); English until the site was asked.</summary>
    public string Current => All is [var first, ..] ? first : "en";

    /// <summary>Asks the site.</summary>
    public async Task ReadAsync()
    {
        string first = Letters(await languages.GetDefaultIsoCodeAsync());
        All = [.. (await languages.GetAllAsync()).Select(language => Letters(language.IsoCode)).Prepend(first).Distinct()];
    }

    private static string Letters(string isoCode) => isoCode[..2].ToLowerInvariant();
}
