using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using DemoSite.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DemoSite.Tests;

/// <summary>What a person is told where the local vision service cannot run.</summary>
internal sealed class VisionServiceTests
{
    private string _folder = null!;

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("vision").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task A_port_that_is_taken_is_told_once_with_both_keys_and_not_tried_again()
    {
        string[] told = await RunAsync("console.error('Port 5171 is taken (EADDRINUSE).'); process.exit(2);");

        Assert.That(told, Has.Length.EqualTo(1));
        Assert.That(told[0], Does.Contain("--VisionService:Port 5181").And.Contain("--AutoTag:Connections:local:Endpoint http://127.0.0.1:5181"));
    }

    [Test]
    public async Task Without_Node_it_says_what_to_install_and_is_not_tried_again()
    {
        string[] told = await RunAsync("process.exit(0);", node: "a-program-that-is-not-here");

        Assert.That(told, Has.Length.EqualTo(1));
        Assert.That(told[0], Does.Contain("Install Node 20"));
    }

    [TestCase("true", true)]
    [TestCase("false", false)]
    public void Another_program_at_the_vision_services_port_keeps_the_site_from_starting(string start, bool isTaken)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = _folder });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            [VisionService.StartKey] = start,
            [VisionServiceAddress.PortKey] = $"{((IPEndPoint)other.LocalEndpoint).Port}",
        });

        Assert.That(builder.IsAddressTaken(), Is.EqualTo(isTaken));
    }

    /// <summary>Runs a service that is this script until it is given up; what was told of it, from warnings on.</summary>
    private async Task<string[]> RunAsync(string script, string node = "node")
    {
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "vision-service")).FullName, "server.mjs"), script);
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = _folder });
        var told = new Told();
        builder.Logging.ClearProviders().AddProvider(told);
        await using WebApplication app = builder.Build();
        using var service = new VisionService(
            new VisionServiceAddress(app.Configuration),
            new DemoPaths(_folder),
            app.Services.GetRequiredService<IWebHostEnvironment>(),
            TimeProvider.System,
            app.Services.GetRequiredService<ILogger<VisionService>>())
        {
            Node = node,
        };
        await service.StartAsync(default);
        await service.ExecuteTask!;
        return [.. told.Lines];
    }

    private sealed class Told : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                Lines.Enqueue(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
