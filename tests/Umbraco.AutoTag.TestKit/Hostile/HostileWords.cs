using static Umbraco.AutoTag.TestKit.Hostile.JpegSegments;
using static Umbraco.AutoTag.TestKit.Hostile.XmpPackets;

namespace Umbraco.AutoTag.TestKit.Hostile;

/// <summary>Photos whose own words are too many, too long, or made to deceive a reader. The pictures are sound, so every one of them is tagged.</summary>
public static class HostileWords
{
    /// <summary>Characters that nobody sees, and that turn what follows them around.</summary>
    public const string Unseen = "\u200B\u200E\u200F\u202A\u202B\u202D\u202E\u2066\u2067\u2069\u00AD\uFEFF\u2060\u180E\u0000\u0007\u001B\U000E0041";

    private const int MegaBytes2 = 2 * 1024 * 1024;

    /// <summary>All of them.</summary>
    public static IEnumerable<HostileFile> All(RealPictures real) => [.. ManyKeywords(real), .. LargePackets(real), .. TrapsInXml(real), .. Deceiving(real)];

    private static IEnumerable<HostileFile> ManyKeywords(RealPictures real)
    {
        string[] words = [.. Enumerable.Range(0, 10_000).Select(i => $"word{i}")];
        return
        [
            new("iptc-10000-keywords.jpg", () => Into(real.Jpeg, words.Chunk(2_500).Select(part => Iptc(IptcRecords.Keywords(part))))),
            new("iptc-4300-keywords-in-one-block.jpg", () => Into(real.Jpeg, Iptc(IptcRecords.Keywords(words[..4_300])))),
            new("iptc-10000-keywords.tiff", () => real.TiffWith((33723, IptcRecords.Keywords(words)))),
            new("iptc-340000-keywords-in-2-MB.tiff", () => real.TiffWith((33723, IptcRecords.Keywords(Enumerable.Repeat("k", 340_000))))),
            new("exif-150000-keywords-in-2-MB.tiff", () => real.TiffWith((0x9C9E, System.Text.Encoding.Unicode.GetBytes(string.Concat(Enumerable.Range(0, 150_000).Select(i => $"{i};")))))),
            new("iptc-lengths-over-the-end.jpg", () => Into(real.Jpeg, Iptc([0x1C, 2, 25, 0x7F, 0xFF, 1, 0x1C, 2, 25, 0xFF, 0xFF, 1]))),
            new("xmp-10000-keywords.png", () => PngChunks.Into(real.Png, PngChunks.Xmp(Packet(Subject(words))))),
        ];
    }

    private static IEnumerable<HostileFile> LargePackets(RealPictures real)
    {
        string almost2 = Packet(Subject(Enumerable.Range(0, 60_000).Select(i => $"word{i}")));
        string over2 = Packet(Subject("harbour") + AltText(new string('x', MegaBytes2)));
        string main = Packet(Subject("harbour"), $"xmpNote:HasExtendedXMP='{HashOf(almost2)}'");
        return
        [
            new("xmp-2-MB-extended.jpg", () => Into(real.Jpeg, ExtendedXmp(almost2).Prepend(Xmp(main)))),
            new("xmp-2-MB.png", () => PngChunks.Into(real.Png, PngChunks.Xmp(almost2))),
            new("xmp-over-2-MB.png", () => PngChunks.Into(real.Png, PngChunks.Xmp(over2))),
            new("xmp-2-MB.webp", () => WebPChunks.Behind(real.WebP, RealPictures.WebPWidth, RealPictures.WebPHeight, WebPChunks.Chunk("XMP ", System.Text.Encoding.UTF8.GetBytes(almost2)))),
            new("xmp-2-MB.tiff", () => real.TiffWith((700, System.Text.Encoding.UTF8.GetBytes(almost2)))),
            new("xmp-200-packets.jpg", () => Into(real.Jpeg, Enumerable.Repeat(Xmp(Packet(Subject("harbour"))), 200))),
        ];
    }

    private static IEnumerable<HostileFile> TrapsInXml(RealPictures real)
    {
        string laughs = "<!DOCTYPE x [<!ENTITY l0 'ha'>" + string.Concat(Enumerable.Range(1, 10).Select(i =>
            $"<!ENTITY l{i} '{string.Concat(Enumerable.Repeat($"&l{i - 1};", 10))}'>")) + "]>";
        const string external = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'><!ENTITY % p SYSTEM 'http://127.0.0.1:9/x.dtd'>%p;]>";
        string attributes = string.Join(' ', Enumerable.Range(0, 4_000).Select(i => $"dc:a{i}='1'"));
        string namespaces = string.Join(' ', Enumerable.Range(0, 3_000).Select(i => $"xmlns:n{i}='u:{i}'"));
        return
        [
            new("xmp-billion-laughs.jpg", () => Into(real.Jpeg, Xmp(Packet(Subject("&l10;"), prologue: laughs)))),
            new("xmp-external-entity.jpg", () => Into(real.Jpeg, Xmp(Packet(Subject("&e;"), prologue: external)))),
            new("xmp-700-descriptions-deep.jpg", () => Into(real.Jpeg, Xmp(Packet(Nested("<a:b xmlns:a='u:a'><rdf:Description>", "</rdf:Description></a:b>", 700))))),
            new("xmp-100000-elements-deep.png", () => PngChunks.Into(real.Png, PngChunks.Xmp(Packet(Nested("<a>", "</a>", 100_000))))),
            new("xmp-4000-attributes.jpg", () => Into(real.Jpeg, Xmp(Packet(Subject("harbour"), attributes)))),
            new("xmp-3000-namespaces.jpg", () => Into(real.Jpeg, Xmp(Packet(Subject("harbour"), namespaces)))),
            new("xmp-in-utf-16.png", () => PngChunks.Into(real.Png, PngChunks.Chunk("iTXt", [.. "XML:com.adobe.xmp\0\0\0\0\0"u8, .. System.Text.Encoding.Unicode.GetBytes(Packet(Subject("harbour")))]))),
            new("xmp-billion-laughs.svg", () => System.Text.Encoding.UTF8.GetBytes($"{laughs}<svg xmlns='http://www.w3.org/2000/svg'><text>&l10;</text></svg>"), "Svg", "SVG"),
        ];
    }

    private static IEnumerable<HostileFile> Deceiving(RealPictures real)
    {
        string seen = $"{Unseen}har{Unseen}bour{Unseen}";
        string xml = new([.. seen.Where(System.Xml.XmlConvert.IsXmlChar)]);
        const string markup = "&lt;img src=x onerror=alert(1)&gt;&amp;lt;script&amp;gt;alert(2)&amp;lt;/script&amp;gt; [click](javascript:alert(3))";
        string blankLines = new string('\n', 60_000) + "x";
        return
        [
            new("words-unseen-and-turned-round-in-iptc.jpg", () => Into(real.Jpeg, Iptc([.. IptcRecords.Of(IptcRecords.Keyword, seen), .. IptcRecords.Of(IptcRecords.Headline, $"{Unseen}Titel\u202Egpj.exe")]))),
            new("words-unseen-and-turned-round-in-xmp.jpg", () => Into(real.Jpeg, Xmp(Packet(Subject(xml) + AltText($"{xml}\u202Eegami"))))),
            new("words-in-hebrew-and-arabic.jpg", () => Into(real.Jpeg, Xmp(Packet(Subject("נמל", "میناء", "سفينة") + AltText("ספינה בנמל"))))),
            new("words-of-10000-accents.jpg", () => Into(real.Jpeg, Xmp(Packet(Subject("z" + new string('\u0335', 10_000)) + AltText("z" + new string('\u0335', 10_000)))))),
            new("words-with-markup.jpg", () => Into(real.Jpeg, Xmp(Packet(Subject(markup) + AltText(markup))))),
            new("words-of-60000-blank-lines.jpg", () => Into(real.Jpeg, Xmp(Packet(AltText(blankLines))))),
            new("words-of-60000-brackets.jpg", () => Into(real.Jpeg, Xmp(Packet(AltText(new string('[', 60_000)))))),
            new("words-of-12000-entities.jpg", () => Into(real.Jpeg, Xmp(Packet(AltText(string.Concat(Enumerable.Repeat("&amp;amp;", 6_000))))))),
        ];
    }

    private static string Nested(string open, string close, int depth) => string.Concat(Enumerable.Repeat(open, depth)) + string.Concat(Enumerable.Repeat(close, depth));
}
