using System.Text;

namespace Umbraco.AutoTag.Providers.Shared;

/// <summary>An object that was cut off inside a list: <c>{"altText":"…","keywords":[{"name":"dog"},{"na</c>.</summary>
public static class CutOffList
{
    /// <summary>
    /// The same, ended after the last item of the list that is whole; null where it was cut off anywhere else, or before the first item ended. What
    /// is returned is still to be parsed: among single quotes the end may have been found in the middle of a text.
    /// </summary>
    public static string? Close(string text)
    {
        int start = text.IndexOf('{');
        return start < 0 ? null : Close(text.AsSpan(start));
    }

    private static string? Close(ReadOnlySpan<char> text)
    {
        var open = new StringBuilder();
        bool inString = false;
        int whole = -1;
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when inString: i++; break;
                case '"': inString = !inString; break;
                case '{' or '[' when !inString: open.Append(text[i]); break;
                case '}' or ']' when !inString && open.Length > 1: open.Length--; whole = IsInList(open) ? i + 1 : whole; break;
                case ',' when !inString && IsInList(open): whole = i; break;
                default: break;
            }

            // Another member has begun: what was whole before it says nothing about the end.
            whole = open.Length == 1 ? -1 : whole;
        }

        return whole < 0 ? null : $"{text[..whole]}]}}";
    }

    private static bool IsInList(StringBuilder open) => open is { Length: 2 } && open[1] == '[';
}
