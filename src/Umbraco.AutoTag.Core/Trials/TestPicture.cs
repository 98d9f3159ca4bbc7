using System.Reflection;
using Umbraco.AutoTag.Core.Media;

namespace Umbraco.AutoTag.Core.Trials;

/// <summary>
/// The picture that tests are made with: a house, a tree and the sun, drawn for AutoTag. The file has words in it, as a photographer would have written
/// them; what is sent has none, as with every other picture.
/// </summary>
public static class TestPicture
{
    private static readonly byte[] s_file = Read();

    /// <summary>As it is sent.</summary>
    public static PreparedImage Prepared { get; } = new(
        MetadataStripper.Strip(s_file, ImageFormat.Jpeg) ?? throw new InvalidOperationException("The test picture is no JPEG."),
        ImageFormat.Jpeg,
        ImageHeader.Read(new MemoryStream(s_file, writable: false)).Size!.Value);

    /// <summary>The file with the words in it.</summary>
    public static Stream Open() => new MemoryStream(s_file, writable: false);

    private static byte[] Read()
    {
        using Stream resource = Assembly.GetExecutingAssembly().GetManifestResourceStream("Umbraco.AutoTag.Core.Trials.test-picture.jpg")!;
        using var file = new MemoryStream();
        resource.CopyTo(file);
        return file.ToArray();
    }
}
