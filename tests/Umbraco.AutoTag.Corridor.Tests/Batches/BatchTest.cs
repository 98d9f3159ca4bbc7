using System.Security.Cryptography;
using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Providers.Anthropic;
using Umbraco.AutoTag.Providers.Gemini;
using Umbraco.AutoTag.Providers.OpenAi;
using Umbraco.AutoTag.TestKit;
using Umbraco.AutoTag.TestKit.Providers;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>A site whose connection "vision" is a vendor with a batch price, over real HTTP, and the rounds of its background workers.</summary>
internal abstract class BatchTest<TVendor> where TVendor : BatchVendor, new()
{
    // 1,000 tokens read at 1 USD and 100 written at 5 USD a million, at half the price.
    protected const long PerImage = 750;

    protected TVendor Vendor { get; private set; } = null!;
    protected CrashingSeams Crashes { get; private set; } = null!;
    protected Site Site { get; private set; } = null!;

    [SetUp]
    public Task OpenAsync() => StartAsync();

    [TearDown]
    public async Task CloseAsync()
    {
        Site.Dispose();
        await Vendor.DisposeAsync();
    }

    protected async Task StartAsync()
    {
        Vendor = new TVendor();
        await Vendor.StartAsync();
        Crashes = new CrashingSeams();
        Site = await Corridor.Tests.Site.OpenAsync(Crashes, http => new Connection(
            "vision",
            new ConnectionOptions
            {
                Provider = Vendor.Provider,
                Endpoint = Vendor.Address,
                ApiKey = "key",
                Model = Vendor.Model,
                UsdPerMillionInputTokens = 1,
                UsdPerMillionOutputTokens = 5,
                Settings = Vendor.Settings,
            },
            ProviderOf(Vendor.Provider),
            http));
        Vendor.Clock = Site.Clock;
    }

    protected static IVisionProvider ProviderOf(string alias) => alias switch
    {
        "anthropic" => new AnthropicProvider(),
        "openai" => new OpenAiProvider(),
        _ => new GeminiProvider(),
    };

    protected AdvanceRun Advance => new(Site.Runs, Site.RunImages, Site.RunFacts, new MemoryRunMedia(Site.Library), Site, Site, Site.Rules, Site.Clock);

    protected async Task<Run> BeginAsync(BatchMode mode = BatchMode.Batch, MicroUsd? money = null)
    {
        var run = new Run
        {
            Id = Guid.CreateVersion7(Site.Clock.GetUtcNow()),
            Selection = new RunSelection(),
            Money = money,
            Batch = mode,
            Foretold = new Foretold(0, 0, null),
            CreatedBy = Editor,
            CreatedAt = Site.Clock.GetUtcNow(),
        };
        await Site.Runs.AddAsync(run, default);
        await Site.Runs.MoveAsync(run.Id, RunState.Running, null, null, default);
        return run;
    }

    protected async Task RoundAsync(Run run)
    {
        if (await Site.Runs.FindAsync(run.Id, default) is { } now)
        {
            await Advance.StepAsync(now, default);
        }

        await Site.WorkAsync();
        await StepBatchesAsync();
        await Site.WorkAsync();
    }

    /// <summary>What the background worker does; a process that dies is followed by another.</summary>
    protected async Task StepBatchesAsync()
    {
        Crashes.IsArmed = true;
        try
        {
            while (await Site.AdvanceBatches.StepAsync(default))
            {
            }
        }
        catch (CrashException)
        {
            Crashes.Restart();
        }
        finally
        {
            Crashes.IsArmed = false;
        }
    }

    protected async Task LaterAsync(Run run)
    {
        Site.Clock.Advance(TimeSpan.FromMinutes(16));
        await RoundAsync(run);
    }

    /// <summary>Until a batch has waited for more long enough.</summary>
    protected async Task SentAsync(Run run)
    {
        await RoundAsync(run);
        Site.Clock.Advance(AdvanceBatches.CollectFor);
        await RoundAsync(run);
    }

    protected async Task<Run> EndedAsync(Run run, int rounds = 20, bool orPaused = false)
    {
        for (int round = 0; round < rounds; round++)
        {
            await RoundAsync(run);
            Run now = (await Site.Runs.FindAsync(run.Id, default))!;
            if (now.State == RunState.Done || (orPaused && now.State == RunState.Paused))
            {
                return now;
            }

            Vendor.Finish();
            Site.Clock.Advance(TimeSpan.FromMinutes(16));
        }

        Assert.Fail($"The run never came to an end: {await Site.AskAsync("SELECT COUNT(*) FROM autoTagBatchCall")} calls, {await Site.AskAsync("SELECT COUNT(*) FROM autoTagBatch")} batches are left.");
        return run;
    }

    protected async Task NothingIsLeftAsync()
    {
        Assert.That(await Site.AskAsync("SELECT COUNT(*) FROM autoTagReservation"), Is.Zero, "reservations");
        Assert.That(await Site.AskAsync("SELECT COUNT(*) FROM autoTagBatch"), Is.Zero, "batches");
        Assert.That(await Site.AskAsync("SELECT COUNT(*) FROM autoTagBatchCall WHERE state <> 2"), Is.Zero, "calls");
        Assert.That(await Site.Ledger.RecomputeAsync(default), Is.Zero, "sums that do not agree with the ledger");
    }

    /// <summary>What is put aside for one image.</summary>
    protected async Task<MicroUsd> OneReservedAsync()
    {
        Run first = await BeginAsync();
        await RoundAsync(first);
        long reserved = await Site.AskAsync("SELECT MAX(microUsd) FROM autoTagReservation");
        await Site.Runs.MoveAsync(first.Id, RunState.Cancelled, Run.ByHand, null, default);
        await RoundAsync(first);
        return new MicroUsd(reserved);
    }

    protected Task<RunCounts> CountsAsync(Run run) => Site.RunImages.CountAsync(run.Id, default);

    protected MediaItem[] Photos(int count) => [.. Enumerable.Range(0, count).Select(_ => Site.Library.Add(Unique()))];

    protected static byte[] Unique() => [.. Jpeg, .. RandomNumberGenerator.GetBytes(16)];
}
