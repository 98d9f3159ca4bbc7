using System.Text;
using Umbraco.AutoTag.Core.Media;

namespace Umbraco.AutoTag.Core.Tests.Media;

public sealed class MetadataStripperTests
{
    private static readonly string[] s_private = ["Exif", "GPS", "http://ns.adobe.com/xap", "Photoshop 3.0", "<script", "<html", "8BIM"];

    [TestCase("gps-exif.jpg", ImageFormat.Jpeg)]
    [TestCase("iptc-xmp-keywords.jpg", ImageFormat.Jpeg)]
    [TestCase("polyglot-jpeg-html.jpg", ImageFormat.Jpeg)]
    [TestCase("exif-orientation-6.jpg", ImageFormat.Jpeg)]
    public void Nothing_but_the_picture_is_left_of_a_photo_with_secrets(string file, ImageFormat format)
    {
        byte[] original = File.ReadAllBytes(EdgePhotos.PathOf(file));

        byte[]? stripped = MetadataStripper.Strip(original, format);

        Assert.That(stripped, Is.Not.Null);
        string text = Encoding.Latin1.GetString(stripped!);
        Assert.Multiple(() =>
        {
            Assert.That(s_private.Where(secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase)), Is.Empty);
            Assert.That(ImageHeader.Read(new MemoryStream(stripped!)), Is.EqualTo(ImageHeader.Read(new MemoryStream(original))));
        });
    }

    [Test]
    public void The_photos_that_are_stripped_here_did_hold_secrets()
    {
        string gps = Encoding.Latin1.GetString(File.ReadAllBytes(EdgePhotos.PathOf("gps-exif.jpg")));
        string xmp = Encoding.Latin1.GetString(File.ReadAllBytes(EdgePhotos.PathOf("iptc-xmp-keywords.jpg")));

        Assert.That((gps.Contains("Exif"), xmp.Contains("http://ns.adobe.com/xap")), Is.EqualTo((true, true)));
    }

    [Test]
    public void The_colour_profile_stays_because_the_colours_would_change_without_it()
    {
        byte[]? stripped = MetadataStripper.Strip(File.ReadAllBytes(EdgePhotos.PathOf("display-p3.jpg")), ImageFormat.Jpeg);

        Assert.That(Encoding.Latin1.GetString(stripped!), Does.Contain("ICC_PROFILE"));
    }

    [TestCase("progressive.jpg", ImageFormat.Jpeg)]
    [TestCase("palette16.png", ImageFormat.Png)]
    [TestCase("lossless.webp", ImageFormat.WebP)]
    public void The_picture_data_itself_is_not_touched(string file, ImageFormat format)
    {
        byte[] original = File.ReadAllBytes(EdgePhotos.PathOf(file));
        byte[] once = MetadataStripper.Strip(original, format)!;

        byte[] tail = original[^2_000..^64];
        Assert.Multiple(() =>
        {
            Assert.That(once.AsSpan().IndexOf(tail), Is.GreaterThan(0), "the last part of the picture data is still there, byte for byte");
            Assert.That(MetadataStripper.Strip(once, format), Is.EqualTo(once), "stripping twice changes nothing");
        });
    }

    [Test]
    public void What_hides_behind_the_end_of_a_png_is_cut_off_and_so_are_its_texts()
    {
        byte[] png = File.ReadAllBytes(EdgePhotos.PathOf("palette16.png"));
        byte[] text = Chunk("tEXt", "Author\0Jane Doe");
        byte[] hiding = [.. png[..33], .. text, .. png[33..], .. "<script>"u8];

        byte[]? stripped = MetadataStripper.Strip(hiding, ImageFormat.Png);

        Assert.That(stripped, Is.EqualTo(MetadataStripper.Strip(png, ImageFormat.Png)));
    }

    [Test]
    public void A_webp_loses_its_exif_and_no_longer_announces_it()
    {
        byte[] webp = [.. "RIFF"u8, .. Little(0), .. "WEBP"u8,
            .. "VP8X"u8, .. Little(10), 0x0C, 0, 0, 0, 9, 0, 0, 9, 0, 0,
            .. "VP8 "u8, .. Little(4), 1, 2, 3, 4,
            .. "EXIF"u8, .. Little(6), .. "secret"u8];

        byte[] whole = [.. webp[..4], .. Little(webp.Length - 8), .. webp[8..]];
        byte[]? stripped = MetadataStripper.Strip(whole, ImageFormat.WebP);

        Assert.Multiple(() =>
        {
            Assert.That(Encoding.Latin1.GetString(stripped!), Does.Not.Contain("secret"));
            Assert.That(stripped![20], Is.Zero);
            Assert.That(BitConverter.ToInt32(stripped, 4), Is.EqualTo(stripped.Length - 8));
        });
    }

    [Test]
    public void Bytes_that_do_not_follow_their_format_are_never_passed_on([Values(ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.WebP)] ImageFormat format)
    {
        var random = new Random(4711);
        foreach (string file in new[] { "progressive.jpg", "palette16.png", "lossy.webp" })
        {
            byte[] original = File.ReadAllBytes(EdgePhotos.PathOf(file));
            for (int i = 0; i < 300; i++)
            {
                byte[] mutated = [.. original.Take(random.Next(original.Length))];
                foreach (int at in Enumerable.Range(0, Math.Min(mutated.Length, 20)))
                {
                    mutated[random.Next(Math.Min(mutated.Length, 600))] = (byte)random.Next(256);
                }

                Assert.DoesNotThrow(() => MetadataStripper.Strip(mutated, format));
            }
        }
    }

    [Test]
    public void A_format_that_cannot_be_stripped_is_not_passed_on()
    {
        Assert.That(MetadataStripper.Strip(File.ReadAllBytes(EdgePhotos.PathOf("lzw.tiff")), ImageFormat.Tiff), Is.Null);
    }

    private static byte[] Little(int value) => BitConverter.GetBytes(value);

    private static byte[] Chunk(string type, string data) =>
        [0, 0, 0, (byte)data.Length, .. Encoding.Latin1.GetBytes(type + data), 0, 0, 0, 0];

    [TestCase(ImageFormat.Png, "89504E470D0A1A0A FFFFFFF4 74655874 00000000")]
    [TestCase(ImageFormat.WebP, "52494646 14000000 57454250 4A554E4B F8FFFFFF 4A554E4B F8FFFFFF")]
    public void A_length_that_leads_back_to_its_own_chunk_ends_the_stripping(ImageFormat format, string file) =>
        Assert.That(MetadataStripper.Strip(Convert.FromHexString(file.Replace(" ", string.Empty)), format), Is.Null);

    [TestCase("FFE0 000C 4A46585800 5345435245", TestName = "A thumbnail of JFIF does not leave")]
    [TestCase("FFE0 0017 4A46494600 0102 00 0048 0048 03 03 5345435245 5345", TestName = "What stands behind JFIF does not leave")]
    [TestCase("FFEE 000C 4F74686572 5345435245", TestName = "A segment of Adobe's number that is not Adobe's does not leave")]
    [TestCase("FFF0 0007 5345435245", TestName = "A reserved segment does not leave")]
    [TestCase("FFFE 0007 5345435245", TestName = "A comment does not leave")]
    public void Nothing_leaves_that_no_decoder_needs(string segment)
    {
        byte[] photo = File.ReadAllBytes(EdgePhotos.PathOf("grayscale.jpg"));

        byte[]? stripped = MetadataStripper.Strip((byte[])[.. photo[..2], .. Convert.FromHexString(segment.Replace(" ", string.Empty)), .. photo[2..]], ImageFormat.Jpeg);

        Assert.Multiple(() =>
        {
            Assert.That(Encoding.Latin1.GetString(stripped!), Does.Not.Contain("SECRE"));
            Assert.That(ImageHeader.Read(new MemoryStream(stripped!)), Is.EqualTo(ImageHeader.Read(new MemoryStream(photo))));
        });
    }

    [Test]
    public void What_hides_between_the_frames_of_an_animation_does_not_leave()
    {
        byte[] animation = File.ReadAllBytes(EdgePhotos.PathOf("animated.webp"));
        int frame = animation.AsSpan().IndexOf("ANMF"u8);
        int length = BitConverter.ToInt32(animation, frame + 4);
        byte[] hidden = "EXIF\u0006\0\0\0SECRET"u8.ToArray();
        byte[] longer = [.. animation[..(frame + 8 + length)], .. hidden, .. animation[(frame + 8 + length)..]];
        BitConverter.TryWriteBytes(longer.AsSpan(frame + 4), length + hidden.Length);
        BitConverter.TryWriteBytes(longer.AsSpan(4), longer.Length - 8);

        Assert.That(MetadataStripper.Strip(longer, ImageFormat.WebP), Is.EqualTo(MetadataStripper.Strip(animation, ImageFormat.WebP)));
    }
}
