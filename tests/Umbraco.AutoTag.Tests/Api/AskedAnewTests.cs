using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Umbraco.AutoTag.Api.Profiles;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers;

namespace Umbraco.AutoTag.Tests.Api;

/// <summary>Whether a change of the profile is free for images that are tagged again.</summary>
public sealed class AskedAnewTests
{
    private static readonly (string What, Action<StepOptions> Change)[] s_free =
    [
        ("nothing", _ => { }),
        ("a lower bar", words => words.When!.Below = 0.5),
        ("another fallback behind", words => words.Fallbacks = [.. words.Fallbacks!, new FallbackOptions { Connection = "labels" }]),
        ("other causes", words => words.Fallbacks![0].On = FallbackCauses.Paused),
    ];

    private static readonly (string What, Action<StepOptions> Change)[] s_paid =
    [
        ("another model", words => words.Model = "b"),
        ("no bar", words => words.When = null),
        ("a higher bar", words => words.When!.Below = 0.7),
        ("unsure of somebody else", words => words.When!.UnsureOf = "more-labels"),
        ("another model of the fallback", words => words.Fallbacks![0].Model = "b"),
        ("another fallback", words => words.Fallbacks![0].Connection = "labels"),
        ("no fallback", words => words.Fallbacks = []),
    ];

    [TestCaseSource(nameof(Free))]
    public void What_is_decided_anew_with_answers_that_are_known_is_free(string what) => Assert.That(IsAfter(s_free.Single(one => one.What == what).Change), Is.False);

    [TestCaseSource(nameof(Paid))]
    public void What_asks_about_an_image_that_has_its_answers_is_not(string what) => Assert.That(IsAfter(s_paid.Single(one => one.What == what).Change), Is.True);

    private static IEnumerable<string> Free() => s_free.Select(one => one.What);

    private static IEnumerable<string> Paid() => s_paid.Select(one => one.What);

    private static bool IsAfter(Action<StepOptions> change)
    {
        using ServiceProvider services = new ServiceCollection().AddConnectionHttp().Configure<AutoTagOptions>(options =>
        {
            options.Connections["labels"] = options.Connections["more-labels"] = new ConnectionOptions { Provider = "imagga" };
            options.Connections["words"] = new ConnectionOptions { Provider = "openai" };
            options.Connections["spare"] = new ConnectionOptions { Provider = "gemini" };
        }).BuildServiceProvider();
        var site = new ConfiguredSite(
            services.GetRequiredService<IOptionsMonitor<AutoTagOptions>>(), VisionProviders.All, [], services.GetRequiredService<IHttpClientFactory>(), new SiteLanguage(languages: null!));
        StepOptions changed = Words;
        change(changed);
        return AskedAnew.Is(Of(Words, site), Of(changed, site), site);
    }

    private static Profile Of(StepOptions words, ConfiguredSite site) => site.ProfileOf(new AutoTagOptions
    {
        Profile = new ProfileOptions
        {
            Language = "en",
            Steps = [new StepOptions { Connection = "labels" }, new StepOptions { Connection = "more-labels", Tasks = VisionTasks.Keywords }, words],
        },
    });

    private static StepOptions Words => new()
    {
        Connection = "words",
        Tasks = VisionTasks.Keywords,
        Model = "a",
        Fallbacks = [new FallbackOptions { Connection = "spare", Model = "a" }],
        When = new WhenOptions { UnsureOf = "labels", Below = 0.6 },
    };
}
