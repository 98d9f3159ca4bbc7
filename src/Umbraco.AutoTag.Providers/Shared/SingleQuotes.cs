using System.Text;

namespace Umbraco.AutoTag.Providers.Shared;

/// <summary>
/// Objects written as Python writes them: <c>{'keywords': ['dog'], 'altText': None}</c>. Models that learnt from code do so where no schema holds them.
/// </summary>
public static class SingleQuotes
{
    private static readonly (string Python, string Json)[] s_words = [("True", "true"), ("False", "false"), ("None", "null")];

    /// <summary>
    /// The same as JSON; null where it is not certain what is meant. A quote ends its text only where the text must end: before a comma, a colon or a
    /// bracket. Anywhere else it may be an apostrophe, and nothing is guessed.
    /// </summary>
    public static string? ToJson(ReadOnlySpan<char> text)
    {
        var json = new StringBuilder(text.Length + 16);
        for (int i = 0; i < text.Length;)
        {
            int taken = text[i] switch
            {
                '\'' => Single(text[i..], json),
                '"' => Double(text[i..], json),
                _ => Outside(text[i..], json),
            };
            if (taken == 0)
            {
                return null;
            }

            i += taken;
        }

        return json.ToString();
    }

    private static int Single(ReadOnlySpan<char> text, StringBuilder json)
    {
        json.Append('"');
        for (int i = 1; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\'':
                    json.Append('"');
                    return text[(i + 1)..].TrimStart() is [',' or ':' or ']' or '}', ..] ? i + 1 : 0;
                case '\\' when i + 1 < text.Length:
                    json.Append(text[i + 1] == '\'' ? "'" : text.Slice(i, 2));
                    i++;
                    break;
                case '"':
                    json.Append("\\\"");
                    break;
                default:
                    json.Append(text[i]);
                    break;
            }
        }

        return 0;
    }

    private static int Double(ReadOnlySpan<char> text, StringBuilder json)
    {
        for (int i = 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                json.Append(text[..(i + 1)]);
                return i + 1;
            }
        }

        return 0;
    }

    private static int Outside(ReadOnlySpan<char> text, StringBuilder json)
    {
        foreach ((string python, string word) in s_words)
        {
            if (text.StartsWith(python, StringComparison.Ordinal))
            {
                json.Append(word);
                return python.Length;
            }
        }

        json.Append(text[0]);
        return 1;
    }
}
