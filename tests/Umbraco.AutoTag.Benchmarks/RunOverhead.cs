using System.Diagnostics;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Corridor.Tests;

namespace Umbraco.AutoTag.Benchmarks;

/// <summary>
/// What it costs that an image is looked at by a run: its place on the run's list, being brought into the queue, its outcome, the run's own money. The
/// corridor on a SQLite file with an instant provider, as <see cref="ImageCost"/> walks it, with a run and without one in turns.
/// </summary>
internal static class RunOverhead
{
    public const string Name = "run-overhead";

    private const int Turns = 9;

    public static async Task RunAsync(int imagesPerTurn)
    {
        var with = new List<double>();
        var without = new List<double>();
        using Site site = await Site.OpenAsync();
        site.Options.UsdPerImage = 0.001m;
        site.Provider.Says(Given.Alt("Two dogs at a window"), Given.Keyword("dog", 0.92), Given.Keyword("chair", 0.51));
        int number = 0;

        // The first of each is the warm-up.
        for (int turn = 0; turn <= Turns; turn++)
        {
            double run = await CpuPerImageAsync(site, imagesPerTurn, ref number, AsRunAsync);
            double upload = await CpuPerImageAsync(site, imagesPerTurn, ref number, AsAskedForAsync);
            if (turn > 0)
            {
                with.Add(run);
                without.Add(upload);
            }
        }

        double[] ratios = [.. with.Zip(without, (run, upload) => run / upload)];
        new Metric(Name, "ratio", ratios.Median(), "with a run ÷ without", null, new
        {
            turns = Turns,
            imagesPerTurn,
            quartiles = new[] { ratios.Percentile(0.25), ratios.Percentile(0.75) },
            cpuMsPerImageWith = with.Median(),
            cpuMsPerImageWithout = without.Median(),
            addedMsPerImage = with.Median() - without.Median(),
        }).Print();
    }

    private static Task<double> CpuPerImageAsync(Site site, int images, ref int number, Func<Site, MediaItem[], Task> work)
    {
        byte[] photo = Given.Jpeg;
        int first = number;
        number += images;
        return MeasuredAsync(site, [.. Enumerable.Range(first, images).Select(i => site.Library.Add([.. photo, .. BitConverter.GetBytes(i)]))], work);
    }

    private static async Task<double> MeasuredAsync(Site site, MediaItem[] items, Func<Site, MediaItem[], Task> work)
    {
        using Process self = Process.GetCurrentProcess();
        TimeSpan before = self.TotalProcessorTime;
        await work(site, items);
        self.Refresh();
        double cpu = (self.TotalProcessorTime - before).TotalMilliseconds / items.Length;
        foreach (MediaItem item in items)
        {
            if ((await site.StateOfAsync(item)).State != WorkState.Done)
            {
                throw new InvalidOperationException($"{item.Key} was not looked at.");
            }
        }

        return cpu;
    }

    private static async Task AsAskedForAsync(Site site, MediaItem[] items)
    {
        await site.Items.EnqueueAsync([.. items.Select(item => new WorkRequest(item.Key, item.Path, site.Default.Alias, WorkOrigin.TagNow, Force: false, Given.Editor))], default);
        await site.WorkAsync();
    }

    private static async Task AsRunAsync(Site site, MediaItem[] items)
    {
        var advance = new AdvanceRun(site.Runs, site.RunImages, site.RunFacts, new NumberedMedia(items.Length, i => items[i]), site, site, site.Rules, site.Clock);
        var run = new Run
        {
            Id = Guid.CreateVersion7(site.Clock.GetUtcNow()),
            Selection = new RunSelection(),
            Money = new Core.Values.MicroUsd(1_000_000_000),
            Foretold = new Foretold(items.Length, items.Length, null),
            CreatedBy = Given.Editor,
            CreatedAt = site.Clock.GetUtcNow(),
        };
        await site.Runs.AddAsync(run, default);
        await site.Runs.MoveAsync(run.Id, RunState.Running, null, null, default);
        while ((await site.Runs.FindAsync(run.Id, default))! is { State: RunState.Running } now)
        {
            await advance.StepAsync(now, default);
            await site.WorkAsync();
        }
    }
}
