using System.Globalization;
using Umbraco.AutoTag.Benchmarks;

if (SiteProcess.IsChild(args))
{
    await SiteProcess.ServeAsync(args);
    return 0;
}

if (VisionService.IsChild(args))
{
    await VisionService.ServeAsync(args);
    return 0;
}

if (WorkerChild.IsChild(args))
{
    await WorkerChild.WorkAsync(args);
    return 0;
}

bool quick = args.Contains("--quick");
int? size = args.Skip(1).Select(arg => int.TryParse(arg, CultureInfo.InvariantCulture, out int number) ? number : (int?)null).FirstOrDefault(number => number is not null);
var scenarios = new Dictionary<string, Func<Task>>
{
    [SaveOverhead.Name] = SaveOverhead.RunAsync,
    [Startup.Name] = Startup.RunAsync,
    [ImageCost.Name] = ImageCost.RunAsync,
    [ProviderCpu.Name] = () => ProviderCpu.RunAsync(size ?? (quick ? 10 : 500)),
    [DecideRate.Name] = DecideRate.RunAsync,
    [Throughput.Name] = () => Throughput.RunAsync(quick),
    [MemoryOverARun.Name] = () => MemoryOverARun.RunAsync(size ?? (quick ? 1_000 : 100_000)),
    [ClaimAndComplete.Name] = () => ClaimAndComplete.RunAsync(size ?? (quick ? 10_000 : 1_000_000)),
    [Lists.Name] = () => Lists.RunAsync(size ?? (quick ? 10_000 : 1_000_000)),
    [ReviewLatency.Name] = () => ReviewLatency.RunAsync(size ?? (quick ? 5_000 : 200_000)),
    [Estimate.Name] = () => Estimate.RunAsync(size ?? (quick ? 5_000 : 1_000_000)),
    [RunOverhead.Name] = () => RunOverhead.RunAsync(size ?? (quick ? 20 : 300)),
    [Export.Name] = () => Export.RunAsync(size ?? (quick ? 10_000 : 1_000_000)),
    [Meter.Name] = () => Meter.RunAsync(size ?? (quick ? 10_000 : 1_000_000)),
    [Scale.Name] = () => Scale.RunAsync(quick),
};
if (args is not [var name, ..] || !scenarios.TryGetValue(name, out Func<Task>? run))
{
    Console.Error.WriteLine($"Name one scenario: {string.Join(", ", scenarios.Keys)}; after it a size, or --quick to see that it runs.");
    return 2;
}

await run();
return 0;
