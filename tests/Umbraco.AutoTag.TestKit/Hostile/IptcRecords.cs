using System.Text;

namespace Umbraco.AutoTag.TestKit.Hostile;

/// <summary>IPTC-IIM records: 1C, record, data set, length, value.</summary>
public static class IptcRecords
{
    /// <summary>2:25.</summary>
    public const byte Keyword = 25;

    /// <summary>2:105.</summary>
    public const byte Headline = 105;

    /// <summary>2:120.</summary>
    public const byte Caption = 120;

    /// <summary>2:80, who took the picture.</summary>
    public const byte ByLine = 80;

    /// <summary>One record of the second kind.</summary>
    public static byte[] Of(byte dataSet, string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value);
        return [0x1C, 0x02, dataSet, (byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
    }

    /// <summary>A keyword record for each word.</summary>
    public static byte[] Keywords(IEnumerable<string> words) => [.. words.SelectMany(word => Of(Keyword, word))];
}
