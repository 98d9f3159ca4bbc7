using System.Security.Cryptography;
using System.Text;

namespace Umbraco.AutoTag.TestKit.Hostile;

/// <summary>XMP packets (XMP specification, part 1).</summary>
public static class XmpPackets
{
    /// <summary>A packet with properties of the usual schemas.</summary>
    /// <param name="properties">XML, as it is to stand in the description.</param>
    /// <param name="attributes">More attributes of the description.</param>
    /// <param name="prologue">What stands before the root.</param>
    public static string Packet(string properties, string attributes = "", string prologue = "") =>
        $"""
        <?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?>{prologue}
        <x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>
        <rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/'
          xmlns:Iptc4xmpCore='http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/' xmlns:exif='http://ns.adobe.com/exif/1.0/'
          xmlns:aux='http://ns.adobe.com/exif/1.0/aux/' xmlns:xmpNote='http://ns.adobe.com/xmp/note/' {attributes}>{properties}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>
        """;

    /// <summary>Keywords.</summary>
    public static string Subject(params IEnumerable<string> words) =>
        $"<dc:subject><rdf:Bag>{string.Concat(words.Select(word => $"<rdf:li>{word}</rdf:li>"))}</rdf:Bag></dc:subject>";

    /// <summary>Alt text in the default language.</summary>
    public static string AltText(string text) =>
        $"<Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang='x-default'>{text}</rdf:li></rdf:Alt></Iptc4xmpCore:AltTextAccessibility>";

    /// <summary>Position, serial numbers and owner.</summary>
    public static string WithSecrets() => Packet(
        Subject("harbour"),
        $"exif:GPSLatitude='{Secrets.Latitude}' exif:GPSLongitude='{Secrets.Longitude}' aux:SerialNumber='{Secrets.BodySerial}' aux:LensSerialNumber='{Secrets.LensSerial}' aux:OwnerName='{Secrets.Owner}'");

    /// <summary>The name of a packet that is spread over several segments.</summary>
    public static string HashOf(string packet)
    {
#pragma warning disable CA5351 // The format asks for this hash.
        return Convert.ToHexString(MD5.HashData(Encoding.UTF8.GetBytes(packet)));
#pragma warning restore CA5351
    }
}
