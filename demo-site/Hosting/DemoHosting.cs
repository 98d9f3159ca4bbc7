using System.Net.NetworkInformation;
using Microsoft.AspNetCore.Http;

namespace DemoSite.Hosting;

/// <summary>Starts the site, and says what a person needs to know to use it.</summary>
internal static class DemoHosting
{
    private const string UrlsKey = "urls";
    private const string DefaultUrl = "http://localhost:5170";

    /// <summary>Chooses the address and finds the static files of packages, which otherwise only a development environment does.</summary>
    public static void AddDemoHosting(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseStaticWebAssets();
        // A development environment would build every registered service at start, also those of Umbraco's that this site has no parts for.
        builder.Host.UseDefaultServiceProvider(provider => provider.ValidateOnBuild = false);
        if (string.IsNullOrEmpty(builder.Configuration[UrlsKey]))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }
    }

    /// <summary>Adds the local vision service; with <c>VisionService:Start=false</c> somebody else runs it.</summary>
    public static void AddVisionService(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<VisionServiceAddress>();
        if (builder.Configuration.GetValue(VisionService.StartKey, defaultValue: true))
        {
            builder.Services.AddHostedService<VisionService>();
        }
    }

    /// <summary>
    /// True, with a sentence for people, where another program listens already at the site's address or at the vision service's; asked before
    /// anything is made or removed, because the other program may be this site.
    /// </summary>
    public static bool IsAddressTaken(this WebApplicationBuilder builder)
    {
        string wanted = builder.Configuration[UrlsKey] ?? DefaultUrl;
        string? taken = wanted.Split(';').FirstOrDefault(url => BindingAddress.Parse(url) is { Port: > 0 } address && IsListenedAt(address.Port));
        if (taken is not null)
        {
            Console.Error.WriteLine($"The address {taken} is taken by another program. Choose another with the key \"urls\": --urls http://localhost:5180");
            return true;
        }

        var vision = new VisionServiceAddress(builder.Configuration);
        bool isVisionTaken = builder.Configuration.GetValue(VisionService.StartKey, defaultValue: true) && vision.Port > 0 && IsListenedAt(vision.Port);
        if (isVisionTaken)
        {
            Console.Error.WriteLine(vision.IsTakenMessage);
        }

        return isVisionTaken;
    }

    /// <summary>Runs until the site is stopped.</summary>
    public static Task RunDemoAsync(this WebApplication app)
    {
        app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine(Welcome.Text(app.Urls)));
        return app.RunAsync();
    }

    private static bool IsListenedAt(int port) =>
        IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == port);
}
