using System.Text.Json;

namespace Umbraco.AutoTag.Providers.Shared;

/// <summary>Finds the JSON object in a text that may have prose, fences or other objects around it.</summary>
public static class BalancedObject
{
    private const int MaxDepth = 32;
    private static readonly JsonDocumentOptions s_tolerant = new() { MaxDepth = MaxDepth, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>What a search ended with.</summary>
    public enum Outcome
    {
        /// <summary>An object that fits.</summary>
        Found,

        /// <summary>None.</summary>
        Missing,

        /// <summary>One was begun and never ended: the answer was cut off.</summary>
        CutOff,
    }

    /// <summary>
    /// The first balanced object that parses and has one of the members. Trailing commas, comments and single quotes are read where it is certain what
    /// is meant; an object that is only almost JSON otherwise (missing commas, quotes inside quotes) is not guessed at.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="members">At least one of these makes an object the one that is meant.</param>
    /// <param name="found">The caller disposes it; null unless found.</param>
    public static Outcome Find(string text, IReadOnlyCollection<string> members, out JsonDocument? found)
    {
        for (int start = text.IndexOf('{'); start >= 0; start = text.IndexOf('{', start))
        {
            int end = EndOf(text, start);
            if (end < 0)
            {
                found = null;
                return Outcome.CutOff;
            }

            ReadOnlyMemory<char> json = text.AsMemory(start, end - start);
            found = Parse(json, members) ?? (SingleQuotes.ToJson(json.Span) is { } rewritten ? Parse(rewritten.AsMemory(), members) : null);
            if (found is not null)
            {
                return Outcome.Found;
            }

            start = end;
        }

        found = null;
        return Outcome.Missing;
    }

    private static int EndOf(string text, int start)
    {
        int depth = 0;
        bool inString = false;
        for (int i = start; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when inString: i++; break;
                case '"': inString = !inString; break;
                case '{' when !inString: depth++; break;
                case '}' when !inString && --depth == 0: return i + 1;
                default: break;
            }
        }

        return -1;
    }

    private static JsonDocument? Parse(ReadOnlyMemory<char> json, IReadOnlyCollection<string> members)
    {
        try
        {
            var document = JsonDocument.Parse(json, s_tolerant);
            if (document.RootElement.EnumerateObject().Any(p => p.LegalName() is { } name && members.Contains(name, StringComparer.OrdinalIgnoreCase)))
            {
                return document;
            }

            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
