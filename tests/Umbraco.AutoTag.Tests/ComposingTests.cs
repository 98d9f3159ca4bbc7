using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using NSubstitute;
using Umbraco.AutoTag.Api;
using Umbraco.AutoTag.Configuration;
using Umbraco.Cms.Core;
using Umbraco.Cms.Core.DependencyInjection;
using Umbraco.Cms.Core.Webhooks;

namespace Umbraco.AutoTag.Tests;

public sealed class ComposingTests
{
    [Test]
    public void The_composer_after_a_call_by_hand_adds_nothing_twice()
    {
        IUmbracoBuilder builder = Builder();
        builder.AddAutoTag();
        int before = builder.Services.Count;

        new AutoTagComposer().Compose(builder);

        Assert.Multiple(() =>
        {
            Assert.That(builder.Services, Has.Count.EqualTo(before));
            Assert.That(builder.Services.Count(service => service.ServiceType == typeof(IHostedService)), Is.EqualTo(13));
        });
    }

    [Test]
    public void Options_in_code_win_over_appsettings()
    {
        IUmbracoBuilder builder = Builder(("AutoTag:Profile:ImageSize", "512"), ("AutoTag:Profile:MaxKeywords", "7"));
        builder.AddAutoTag(options => options.Profile.ImageSize = 2048);

        AutoTagOptions options = builder.Services.BuildServiceProvider().GetRequiredService<IOptions<AutoTagOptions>>().Value;

        Assert.That((options.Profile.ImageSize, options.Profile.MaxKeywords), Is.EqualTo((2048, 7)));
    }

    [Test]
    public void Without_a_backoffice_there_is_no_http_api()
    {
        IUmbracoBuilder builder = Builder();
        builder.AddAutoTag();

        Assert.That(builder.Services.Any(service => service.ServiceType == typeof(EditorAccess)), Is.False);
    }

    [Test]
    public void With_a_backoffice_there_is_one()
    {
        IUmbracoBuilder builder = Builder();
        builder.Services.AddSingleton(Substitute.For<IBackOfficeEnabledMarker>());
        builder.AddAutoTag();

        Assert.That(builder.Services.Any(service => service.ServiceType == typeof(EditorAccess)));
    }

    internal static IUmbracoBuilder Builder(params (string Key, string Value)[] settings)
    {
        var builder = Substitute.For<IUmbracoBuilder>();
        builder.Services.Returns(new ServiceCollection());
        builder.Config.Returns(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build());
        builder.WithCollectionBuilder<WebhookEventCollectionBuilder>().Returns(new WebhookEventCollectionBuilder());
        return builder;
    }
}
