using Umbraco.AutoTag.Core.Media;

namespace Umbraco.AutoTag.Core.Tests.Media;

public sealed class ImageHeaderTests
{
    [TestCaseSource(typeof(EdgePhotos), nameof(EdgePhotos.All))]
    public void A_file_is_what_its_bytes_say_and_as_large_as_its_header_claims(string file, ImageFormat format, int width, int height, string? refusal)
    {
        using FileStream stream = File.OpenRead(EdgePhotos.PathOf(file));

        ImageHeader header = ImageHeader.Read(stream);

        Assert.Multiple(() =>
        {
            Assert.That(header.Format, Is.EqualTo(format));
            Assert.That(header.Size, Is.EqualTo(width == 0 ? (PixelSize?)null : new PixelSize(width, height)));
        });
    }

    [Test]
    public void A_jpeg_in_print_colours_is_recognised()
    {
        using FileStream print = File.OpenRead(EdgePhotos.PathOf("cmyk.jpg"));
        using FileStream screen = File.OpenRead(EdgePhotos.PathOf("display-p3.jpg"));

        Assert.That((ImageHeader.Read(print).IsCmyk, ImageHeader.Read(screen).IsCmyk), Is.EqualTo((true, false)));
    }

    [Test]
    public void A_jpeg_that_is_all_segments_and_no_picture_is_read_to_a_bound_and_given_up()
    {
        byte[] comment = [0xFF, 0xFE, 0x00, 0x02];
        using var stream = new MemoryStream([0xFF, 0xD8, .. Enumerable.Repeat(comment, 200_000).SelectMany(b => b)]);

        ImageHeader header = ImageHeader.Read(stream);

        Assert.Multiple(() =>
        {
            Assert.That(header.Size, Is.Null);
            Assert.That(stream.Position, Is.LessThan(500_000));
        });
    }
}
