using Microsoft.Extensions.DependencyInjection;
using Umbraco.AutoTag.Api.Profiles;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Providers;
using Umbraco.AutoTag.Tests.Configuration;

namespace Umbraco.AutoTag.Tests.Api;

/// <summary>What is wrong with settings that came from the browser.</summary>
public sealed class ProfileCheckTests
{
    [TestCase("gemini", "gemini-\u0663-flash")]
    [TestCase("openai", "gpt-\u0665")]
    [TestCase("openai", "../gpt-5")]
    public void A_name_that_no_model_has_is_told_before_its_provider_is_asked_about_it(string provider, string model)
    {
        var options = new AutoTagOptions { Connections = { ["eye"] = new ConnectionOptions { Provider = provider, ApiKey = "key", Model = "a" } } };
        var wanted = new ProfileOptions { Language = "en", Steps = [new StepOptions { Connection = "eye", Model = model }] };
        using ServiceProvider services = new ServiceCollection().AddConnectionHttp().BuildServiceProvider();
        var site = new ConfiguredSite(
            new FixedOptions(options), VisionProviders.All, [], services.GetRequiredService<IHttpClientFactory>(), new SiteLanguage(languages: null!));

        (_, IReadOnlyList<ProfileProblem> problems) = new ProfileCheck(new ConfigurationProblems(VisionProviders.All, []), site).Of(ProfileMapping.SettingsOf(wanted), options);

        ProfileProblem problem = problems.Single();
        Assert.That((problem.Key, problem.Message), Is.EqualTo((
            "AutoTag:Profile:Steps:0:Model", "AutoTag:Profile:Steps:0:Model is not the name of a model: letters, digits and . _ : @ / + -, at most 200.")));
    }
}
