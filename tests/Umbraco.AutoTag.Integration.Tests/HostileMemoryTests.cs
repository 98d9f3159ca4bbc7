using Umbraco.AutoTag.TestKit.Hostile;

namespace Umbraco.AutoTag.Integration.Tests;

/// <summary>What the hostile files cost the site together.</summary>
[OneMajor]
internal sealed class HostileMemoryTests
{
    private const long MaxBytesAboveIdle = 200L * 1024 * 1024;

    private static readonly ParallelOptions s_severalPeople = new() { MaxDegreeOfParallelism = 4 };

    [Test]
    public async Task All_hostile_files_together_take_less_than_200_MB_above_idle()
    {
        string[] files = [.. HostileFiles.All(Repository.EdgePhotos).Select(Made.File), .. Directory.GetFiles(Repository.EdgePhotos)];
        await using Site site = await Site.StartReadyAsync();
        Editor editor = await site.MediaEditorAsync();
        // Idle is a site that has done its work before: code is compiled and connections are open.
        await editor.SeesAsync(await editor.UploadAsync(Repository.TwoDogs), "Done");

        await using MemoryWatch memory = MemoryWatch.Start();
        await Parallel.ForEachAsync(files, s_severalPeople, async (file, _) => await editor.SeesEndAsync(await editor.UploadAsync(file)));

        TestContext.Out.WriteLine($"{memory.PeakAboveIdle / 1024 / 1024} MB above idle for {files.Length} files.");
        Assert.That(memory.PeakAboveIdle, Is.LessThan(MaxBytesAboveIdle));
    }
}
