using System.Text.Json.Nodes;
using DemoSite.Hosting;
using DemoSite.Images;
using DemoSite.ManagementApi;
using DemoSite.Seeding;
using DemoSite.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.Cms.Core;
using Umbraco.Cms.Core.DependencyInjection;
using Umbraco.Cms.Core.Models;
using Umbraco.Cms.Core.Services;

namespace Umbraco.AutoTag.Integration.Tests.Running;

/// <summary>
/// The demo site as it runs for people, with AutoTag found by its composer, on a folder and a port of its own. One at a time: Umbraco keeps
/// its services and data folder statically.
/// </summary>
internal sealed class Site : IAsyncDisposable
{
    private static readonly TimeSpan s_sweepLooksEvery = TimeSpan.FromSeconds(5);

    private readonly WebApplication _app;
    private readonly string _folder;
    private readonly DemoPaths _paths;
    private readonly Dictionary<DemoUser, Editor> _editors = [];

    private Site(WebApplication app, string folder, DemoPaths paths, MovableClock clock) => (_app, _folder, _paths, Clock) = (app, folder, paths, clock);

    public MovableClock Clock { get; }

    public Uri Address => new(_app.Urls.Single());

    public IMediaService Media => Get<IMediaService>();

    public string AutoTagDatabase => Path.Combine(_paths.AppData, "AutoTag.sqlite.db");

    /// <summary>What an operator's command says, and its exit code. It finds the site as it is, which a process of its own would, too.</summary>
    public async Task<(int ExitCode, string Output, string Error)> CommandAsync(params string[] args)
    {
        (TextWriter output, TextWriter error, int before) = (Console.Out, Console.Error, Environment.ExitCode);
        using StringWriter said = new(), complained = new();
        Console.SetOut(said);
        Console.SetError(complained);
        try
        {
            await _app.RunAutoTagCommandAsync(["autotag", .. args]);
            return (Environment.ExitCode, said.ToString(), complained.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
            Environment.ExitCode = before;
        }
    }

    /// <summary>What an admin does in appsettings.json while the site runs.</summary>
    public void Configure(string key, string? value)
    {
        _app.Configuration[key] = value;
        ((IConfigurationRoot)_app.Configuration).Reload();
    }

    /// <summary>So much time passes. Whoever was signed in has been signed out meanwhile, and signs in again.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        Clock.MoveOn(time);
        foreach ((DemoUser user, Editor editor) in _editors)
        {
            await editor.SignInAsync(user);
        }
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <param name="settings">On top of the usual ones.</param>
    /// <param name="neighbours">Other packages of the site.</param>
    public static async Task<Site> StartAsync(Dictionary<string, string?>? settings = null, Action<IUmbracoBuilder>? neighbours = null)
    {
        await Run.Vision.ResetAsync();
        string folder = Directory.CreateDirectory(Path.Combine(Run.Folder, Guid.CreateVersion7().ToString("N"))).FullName;
        var paths = new DemoPaths(folder);
        Directory.CreateDirectory(paths.AppData);
        Directory.CreateSymbolicLink(paths.Media, Run.Media);
        return await StartAsync(folder, settings, neighbours);
    }

    /// <summary>The same site after a restart of its process: with its databases and files, and nothing of its memory.</summary>
    public async Task<Site> RestartAsync(Dictionary<string, string?>? settings = null, Action<IUmbracoBuilder>? neighbours = null)
    {
        await DisposeAsync();
        return await StartAsync(_folder, settings, neighbours);
    }

    private static async Task<Site> StartAsync(string folder, Dictionary<string, string?>? settings, Action<IUmbracoBuilder>? neighbours)
    {
        var paths = new DemoPaths(folder);
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = folder,
            ApplicationName = typeof(DemoPaths).Assembly.GetName().Name,
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(Settings).AddInMemoryCollection(settings ?? []);
        var clock = new MovableClock();
        IUmbracoBuilder umbraco = builder.AddDemoUmbraco(paths: paths).AddDemoImages().AddManagementApi();
        umbraco.Services.AddSingleton<TimeProvider>(clock);
        neighbours?.Invoke(umbraco);
        builder.AddSignIn(paths);
        builder.AddImagingKey(paths);
        builder.AddVisionService();

        WebApplication app = builder.Build();
        app.UseDemoImages();
        app.MapSignIn();
        app.MapManagementApi();
        await app.StartAsync();
        return new Site(app, folder, paths, clock);
    }

    /// <summary>
    /// The same, with the properties for AutoTag's fields added to Image, and with the sweep over everything behind it that this asks for: it would
    /// bring in a second time what a test has just uploaded.
    /// </summary>
    public static async Task<Site> StartReadyAsync(Dictionary<string, string?>? settings = null, Action<IUmbracoBuilder>? neighbours = null)
    {
        Site site = await StartAsync(settings, neighbours);
        await site.SweptAfterAsync(DateTimeOffset.MinValue);
        DateTimeOffset before = site.Clock.GetUtcNow();
        await site.SetUpAsync();
        site.Clock.MoveOn(s_sweepLooksEvery);
        await site.SweptAfterAsync(before);
        return site;
    }

    /// <summary>As <see cref="StartReadyAsync"/>, with its clock where the world's is: moments that Umbraco keeps lie in between those that AutoTag keeps.</summary>
    public static async Task<Site> StartReadyInWorldTimeAsync()
    {
        Site first = await StartAsync();
        await first.SetUpAsync();
        await first.DisposeAsync();
        DateTimeOffset stoppedAt = TimeProvider.System.GetUtcNow();
        Site site = await StartAsync(first._folder, settings: null, neighbours: null);
        await site.SweptAfterAsync(stoppedAt);
        return site;
    }

    /// <summary>Adds the properties for AutoTag's fields to Image.</summary>
    public async Task SetUpAsync() => await (await AdminAsync()).PostAsync("media-types/Image/setup");

    private Task SweptAfterAsync(DateTimeOffset moment) =>
        Eventually.IsAsync(() => Get<ISweepStore>().MarksAsync(default), marks => marks.SweptTo > moment, "a sweep");

    public Task<Editor> AdminAsync() => SignedInAsync(DemoUsers.Admin);

    public Task<Editor> MediaEditorAsync() => SignedInAsync(DemoUsers.MediaEditor);

    public async Task<Editor> SignedInAsync(DemoUser user)
    {
        if (!_editors.TryGetValue(user, out Editor? editor))
        {
            _editors[user] = editor = new Editor(Address);
            await editor.SignInAsync(user);
        }

        return editor;
    }

    /// <summary>A person who has not signed in.</summary>
    public Editor Anonymous() => new(Address);

    public IMedia Folder(string name) => Media.CreateMediaWithIdentity(name, Constants.System.Root, Constants.Conventions.MediaTypes.Folder);

    /// <summary>The value of a property as it lies in Umbraco's store.</summary>
    public string? Stored(Guid media, string alias) => Media.GetById(media)!.GetValue<string>(alias);

    /// <summary>The provider calls for an image that were written down, the reading of its own metadata left out.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> CallsForAsync(Guid media) =>
        [.. (await Get<ILedgerStore>().ForMediaAsync(media, 100, default)).Where(call => call.Connection == "local")];

    public Task<WorkItem?> WorkOnAsync(Guid media) => Get<IWorkItemStore>().FindAsync(media, default);

    /// <summary>A connection of somebody else to AutoTag's database.</summary>
    public async Task<SqliteConnection> OpenDatabaseAsync()
    {
        var connection = new SqliteConnection($"Data Source={AutoTagDatabase};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>Stops the site as its host does.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (Editor editor in _editors.Values)
        {
            editor.Dispose();
        }

        await _app.StopAsync();
        await _app.DisposeAsync();
        SqliteConnection.ClearAllPools();
    }

    private static Dictionary<string, string?> Settings => new()
    {
        [VisionServiceAddress.PortKey] = $"{Run.Vision.Port}",
        [VisionService.StartKey] = "false",
        ["no-photos"] = "true",
        ["AutoTag:Connections:local:Provider"] = "openai-compatible",
        ["AutoTag:Connections:local:Endpoint"] = $"http://127.0.0.1:{Run.Vision.Port}",
        ["AutoTag:Connections:local:Model"] = "nanodet-g-composed-2026-11-01",
        ["AutoTag:Connections:local:UsdPerMillionInputTokens"] = "0.1",
        ["AutoTag:Connections:local:UsdPerMillionOutputTokens"] = "0.5",
        ["AutoTag:Profile:Language"] = "en",
    };
}
