using NSubstitute;
using Umbraco.AutoTag.Configuration;
using Umbraco.Cms.Core.Models;
using Umbraco.Cms.Core.Services;

namespace Umbraco.AutoTag.Tests.Configuration;

internal static class LanguagesOfASite
{
    /// <summary>A site that has these languages, by their ISO codes. It names the default one last.</summary>
    public static SiteLanguage Of(string first, params string[] others)
    {
        ILanguage[] all = [.. others.Append(first).Select(Language)];
        ILanguageService languages = Substitute.For<ILanguageService>();
        languages.GetDefaultIsoCodeAsync().Returns(first);
        languages.GetAllAsync().Returns(all);
        return new SiteLanguage(languages);
    }

    private static ILanguage Language(string isoCode)
    {
        ILanguage language = Substitute.For<ILanguage>();
        language.IsoCode.Returns(isoCode);
        return language;
    }
}
