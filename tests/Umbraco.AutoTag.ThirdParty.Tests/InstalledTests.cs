using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using PictureDesk;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers;
using Umbraco.AutoTag.TestKit.Providers;
using Umbraco.Cms.Core.DependencyInjection;
using Umbraco.Cms.Core.Services;
using Umbraco.Cms.Core.Webhooks;

namespace Umbraco.AutoTag.ThirdParty.Tests;

/// <summary>A site that installs AutoTag and a stranger's provider, by one line each.</summary>
public sealed class InstalledTests
{
    [Test]
    public async Task A_connection_names_a_strangers_provider_and_is_asked_through_it()
    {
        await using VendorServer vendor = await VendorServer.StartAsync();
        vendor.Answer(200, """{"things":[{"word":"dog","sure":0.9}],"credits":1}""");
        await using ServiceProvider site = Site(
            ("AutoTag:Connections:desk:Provider", "picture-desk"),
            ("AutoTag:Connections:desk:Endpoint", vendor.Address.AbsoluteUri),
            ("AutoTag:Connections:desk:ApiKey", "TEST-KEY"));

        Connection connection = site.GetRequiredService<IConnections>().Find("desk")!;
        VisionReply reply = await connection.Provider.AskAsync(connection, s_question, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(connection.Provider, Is.InstanceOf<PictureDeskProvider>());
            Assert.That(connection.Provider.Validate(connection.Options), Is.Empty);
            Assert.That(reply.Observations!.Select(o => o.Value), Is.EqualTo(new[] { "dog" }));
        });
    }

    [Test]
    public async Task It_stands_beside_those_that_come_with_the_package_and_is_there_once()
    {
        await using ServiceProvider site = Site();

        string[] aliases = [.. site.GetServices<IVisionProvider>().Select(provider => provider.Declaration.Alias)];

        Assert.That(aliases, Is.EquivalentTo(VisionProviders.All.Select(provider => provider.Declaration.Alias).Append("picture-desk")));
    }

    private static readonly VisionRequest s_question = new()
    {
        Image = new PreparedImage(new byte[] { 1, 2, 3 }, ImageFormat.Jpeg, new PixelSize(4, 4)),
        Tasks = VisionTasks.Keywords,
        Language = "en",
    };

    private static ServiceProvider Site(params (string Key, string Value)[] settings)
    {
        var builder = Substitute.For<IUmbracoBuilder>();
        builder.Services.Returns(new ServiceCollection());
        builder.Config.Returns(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build());
        builder.WithCollectionBuilder<WebhookEventCollectionBuilder>().Returns(new WebhookEventCollectionBuilder());
        builder.AddAutoTag();
        builder.Services.AddPictureDesk().AddPictureDesk();
        builder.Services.AddSingleton(Substitute.For<ILanguageService>());
        return builder.Services.BuildServiceProvider();
    }
}
