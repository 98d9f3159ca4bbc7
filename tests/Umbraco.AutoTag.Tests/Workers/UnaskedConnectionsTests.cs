using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Providers;
using Umbraco.AutoTag.Tests.Configuration;
using Umbraco.AutoTag.Workers;

namespace Umbraco.AutoTag.Tests.Workers;

/// <summary>What waits for somebody whom the profile does not ask any more.</summary>
public sealed class UnaskedConnectionsTests
{
    [Test]
    public async Task What_waits_for_a_connection_that_is_no_step_and_no_fallback_any_more_is_due_at_once_and_nothing_else()
    {
        var options = new AutoTagOptions
        {
            Connections = { ["step"] = Labels, ["spare"] = Labels, ["gone"] = Labels },
            Profile = new ProfileOptions { Language = "en", Steps = [new StepOptions { Connection = "Step", Fallbacks = [new FallbackOptions { Connection = "spare" }] }] },
        };
        using ServiceProvider services = new ServiceCollection().AddConnectionHttp().AddOptions<AutoTagOptions>().Services.BuildServiceProvider();
        var site = new ConfiguredSite(
            new FixedOptions(options), VisionProviders.All, [], services.GetRequiredService<IHttpClientFactory>(), new SiteLanguage(languages: null!));
        IWorkItemStore items = Substitute.For<IWorkItemStore>();
        items.WakeAsync("gone", default).Returns(3);

        int woken = await new UnaskedConnections(site, site, items).WakeAsync(default);

        Assert.That(woken, Is.EqualTo(3));
        await items.DidNotReceive().WakeAsync(Arg.Is<string>(alias => alias.Equals("step", StringComparison.OrdinalIgnoreCase) || alias == "spare"), default);
    }

    private static ConnectionOptions Labels => new() { Provider = "imagga" };
}
