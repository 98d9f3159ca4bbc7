using System.CommandLine.Parsing;
using Umbraco.AutoTag.Core.Runs;

namespace Umbraco.AutoTag.CommandLine;

/// <summary>
/// A text or CSV file with a media key at the beginning of each line. Whatever in it is no key is refused and not passed over: without keys a run looks at the
/// whole library, and pays for it.
/// </summary>
internal static class KeyFile
{
    private const int Shown = 40;

    private const string HowToWrite = "Write a key at the beginning of each line, after one line of headings at most, and save the file as UTF-8.";

    /// <summary>The keys of the file that the option names; an error of the option where it has none, or anything else.</summary>
    public static Guid[] Read(ArgumentResult result)
    {
        string path = result.Tokens[0].Value;
        try
        {
            return KeysOf(path, result);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException)
        {
            result.AddError($"--keys-from names '{path}', which cannot be read: {unreadable.Message}");
            return [];
        }
    }

    private static Guid[] KeysOf(string path, ArgumentResult result)
    {
        var keys = new HashSet<Guid>();
        int number = 0;
        bool isFirst = true;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            // As runs write it: the key comes first, perhaps in quotes.
            string cell = line.Split(',', ';', '\t')[0].Trim().Trim('"');
            if (Guid.TryParse(cell, out Guid key))
            {
                keys.Add(key);
            }
            else if (!isFirst || !IsHeading(cell))
            {
                string begins = cell.Length > Shown ? cell[..Shown] + "…" : cell;
                result.AddError($"Line {number} of '{path}' begins with '{begins.Replace('\0', '·')}', which is no media key. {HowToWrite}");
                return [];
            }

            isFirst = false;
            if (keys.Count > RunSelection.MaxKeys)
            {
                result.AddError($"'{path}' names more than {RunSelection.MaxKeys} images. Make several runs of it, or select otherwise, for example with --folder.");
                return [];
            }
        }

        if (keys.Count == 0)
        {
            result.AddError($"'{path}' holds no media key, and without one the run would look at the whole library. {HowToWrite} Leave --keys-from out to mean the whole library.");
        }

        return [.. keys];
    }

    // A key that is mistyped in the first line is no heading.
    private static bool IsHeading(string cell) => !cell.Any(char.IsDigit) && !cell.Contains('\0', StringComparison.Ordinal);
}
