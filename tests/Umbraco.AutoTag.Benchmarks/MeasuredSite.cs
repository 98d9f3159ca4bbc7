using System.Diagnostics;
using DemoSite.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Intake;
using Umbraco.Cms.Core;
using Umbraco.Cms.Core.Events;
using Umbraco.Cms.Core.Models;
using Umbraco.Cms.Core.Notifications;
using Umbraco.Cms.Core.Services;

namespace Umbraco.AutoTag.Benchmarks;

/// <summary>
/// The demo site's real Umbraco services in this process, with AutoTag or without. AutoTag takes images in but does not work on them
/// (<c>Workers:Mode</c> None), so that what is measured is what an editor's save waits for, and not what happens behind it.
/// </summary>
internal sealed class MeasuredSite(WebApplication app) : IAsyncDisposable
{
    private static readonly string[] s_autoTag = ["Umbraco.AutoTag"];

    public static async Task<MeasuredSite> StartAsync(string folder, bool withAutoTag)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = folder,
            ApplicationName = typeof(DemoPaths).Assembly.GetName().Name,
        });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["AutoTag:Workers:Mode"] = "None", ["no-photos"] = "true" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.AddDemoUmbraco(paths: new DemoPaths(folder), withoutAssemblies: withAutoTag ? null : s_autoTag);
        WebApplication app = builder.Build();
        await app.StartAsync();
        return new MeasuredSite(app);
    }

    /// <summary>Creates and saves images one after the other.</summary>
    /// <returns>Milliseconds of each save.</returns>
    public double[] Save(int count)
    {
        IMediaService media = app.Services.GetRequiredService<IMediaService>();
        return [.. Enumerable.Range(0, count).Select(_ => Timed(() => media.Save(NewImage(media))))];
    }

    /// <summary>Hands saved images to AutoTag's handler alone.</summary>
    /// <returns>Milliseconds of each.</returns>
    public double[] Handle(int count)
    {
        IMediaService media = app.Services.GetRequiredService<IMediaService>();
        var times = new double[count];
        for (int i = 0; i < count; i++)
        {
            var handler = ActivatorUtilities.CreateInstance<MediaSavedHandler>(app.Services);
            var notification = new MediaSavedNotification(NewImage(media), new EventMessages());
            long start = Stopwatch.GetTimestamp();
            handler.Handle(notification);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        return times;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    // Siblings of one name would be told apart by Umbraco, which reads more of them with every save.
    private static IMedia NewImage(IMediaService media)
    {
        IMedia image = media.CreateMedia($"benchmark {Guid.NewGuid():N}", Constants.System.Root, Constants.Conventions.MediaTypes.Image);
        image.Key = Guid.NewGuid();
        image.SetValue(Constants.Conventions.Media.File, """{"src":"/media/benchmark/photo.jpg"}""");
        return image;
    }

    private static double Timed(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
