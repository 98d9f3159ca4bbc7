using Umbraco.AutoTag.Core.Media;

namespace Umbraco.AutoTag.Core.Tests.Media;

public sealed class OriginalFileTests
{
    private const int Length = 1_234_567;

    [Test]
    [Platform(Exclude = "Win", Reason = "Windows deletes by itself what a killed process had open.")]
    public async Task A_process_that_is_killed_leaves_no_picture_behind()
    {
        await using OriginalFile copy = await CopyAsync();

        Assert.That(
            new DirectoryInfo(Path.GetTempPath()).EnumerateFiles("autotag-*").Where(file => file.Exists && file.Length == Length).Select(file => file.Name), Is.Empty);
        Assert.That(await copy.ReadAllAsync(default), Is.EqualTo(Picture));
    }

    [Test]
    public async Task Who_reads_it_has_a_place_of_their_own()
    {
        await using OriginalFile copy = await CopyAsync();
        await using Stream one = copy.OpenRead();
        await using Stream other = copy.OpenRead();

        one.Seek(-2, SeekOrigin.End);

        Assert.That((one.ReadByte(), one.ReadByte(), one.ReadByte()), Is.EqualTo((Picture[^2], Picture[^1], -1)));
        Assert.That((other.ReadByte(), other.Position, other.Length), Is.EqualTo((Picture[0], 1, Length)));
    }

    private static byte[] Picture { get; } = [.. Enumerable.Range(0, Length).Select(number => (byte)(number * 7))];

    private static async Task<OriginalFile> CopyAsync() => (await OriginalFile.CopyAsync(new MemoryStream(Picture), Length, default))!;
}
