using System.Buffers.Binary;
using System.Text;

namespace Umbraco.AutoTag.TestKit.Hostile;

/// <summary>What a camera and its owner write into a photo and nobody else may learn: where it was taken, with which camera and lens, and whose they are.</summary>
public static class Secrets
{
    /// <summary>The camera's serial number.</summary>
    public const string BodySerial = "BODY7731940265";

    /// <summary>The lens's serial number.</summary>
    public const string LensSerial = "LENS5580213947";

    /// <summary>The owner of the camera.</summary>
    public const string Owner = "Ottilie Kameraejer";

    /// <summary>The position as XMP writes it.</summary>
    public const string Latitude = "55,40.76531N";

    /// <summary>The position as XMP writes it.</summary>
    public const string Longitude = "12,34.10247E";

    /// <summary>The position as EXIF writes it: degrees, minutes and seconds, each a fraction.</summary>
    public static readonly (uint Numerator, uint Denominator)[] Position = [(55, 1), (40, 1), (4_591_867, 100_003), (12, 1), (34, 1), (614_821, 100_003)];

    private static readonly string[] s_texts = [BodySerial, LensSerial, Owner, Latitude, Longitude];

    /// <summary>The secrets that are found in what was sent, whatever way they are written: empty where none is.</summary>
    public static IReadOnlyList<string> In(ReadOnlySpan<byte> sent)
    {
        var found = new List<string>();
        foreach ((string name, byte[] form) in s_forms)
        {
            if (sent.IndexOf(form) >= 0)
            {
                found.Add(name);
            }
        }

        return found;
    }

    private static readonly (string Name, byte[] Form)[] s_forms =
    [
        .. s_texts.Select(text => (text, Encoding.UTF8.GetBytes(text))),
        .. s_texts.Select(text => ($"{text} in UTF-16", Encoding.Unicode.GetBytes(text))),
        .. s_texts.Select(text => ($"{text} in UTF-16, big-endian", Encoding.BigEndianUnicode.GetBytes(text))),
        .. Position.Where(IsTelling).Select(part => ($"{part}", LittleEndian(part))),
        .. Position.Where(IsTelling).Select(part => ($"{part}, big-endian", BigEndian(part))),
    ];

    // 55/1 may stand in any picture by chance.
    private static bool IsTelling((uint Numerator, uint Denominator) part) => part.Denominator > 1;

    private static byte[] LittleEndian((uint Numerator, uint Denominator) part)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, part.Numerator);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), part.Denominator);
        return bytes;
    }

    private static byte[] BigEndian((uint Numerator, uint Denominator) part)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, part.Numerator);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), part.Denominator);
        return bytes;
    }
}
