using System.Runtime.CompilerServices;
using System.Text.Json;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Text;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Configuration;

/// <summary>The vocabulary as configured, its file included, and what is wrong with it. Read once for each state of the configuration.</summary>
/// <param name="Words">The words; those that could be read where something is wrong.</param>
/// <param name="Problems">Sentences that name the key.</param>
internal sealed record ConfiguredVocabulary(VocabularyWords Words, IReadOnlyList<string> Problems)
{
    /// <summary>More terms, synonyms and words than this no list of keywords has.</summary>
    public const int MaxWords = 50_000;

    /// <summary>The key of the file.</summary>
    public const string FileKey = $"{Key}:File";

    private const string Key = "AutoTag:Profile:Vocabulary";
    private const int MaxFileBytes = 4 * 1024 * 1024;

    private static readonly ConditionalWeakTable<VocabularyOptions, ConfiguredVocabulary> s_read = [];
    private static readonly JsonSerializerOptions s_json = new() { PropertyNameCaseInsensitive = true, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The vocabulary of these options.</summary>
    /// <param name="options">As configured.</param>
    /// <param name="contentRoot">Where the file's path begins.</param>
    public static ConfiguredVocabulary Of(VocabularyOptions options, string contentRoot)
    {
        if (s_read.TryGetValue(options, out ConfiguredVocabulary? known))
        {
            return known;
        }

        // What is wrong with a file may be put right without a word to the configuration.
        ConfiguredVocabulary read = Read(options, contentRoot);
        return read.Problems.Count == 0 ? s_read.GetValue(options, _ => read) : read;
    }

    private static ConfiguredVocabulary Read(VocabularyOptions options, string contentRoot)
    {
        var file = new VocabularyOptions();
        string? trouble = string.IsNullOrWhiteSpace(options.File) ? null : ReadFile(Path.GetFullPath(options.File, contentRoot), options.File, out file);
        var words = new VocabularyWords
        {
            Terms = [.. options.Terms.Concat(file.Terms ?? []).Select(term => new Term(term.Key.Trim(), Clean(term.Value?.Synonyms), Clean(term.Value?.Parents)))],
            StopWords = [.. Clean(options.StopWords), .. Clean(file.StopWords)],
            ForbiddenWords = [.. Clean(options.ForbiddenWords), .. Clean(file.ForbiddenWords)],
            IsClosed = options.Closed,
            FoldsPlurals = options.FoldPlurals,
        };
        string[] problems = [.. trouble is null ? [] : new[] { trouble }, .. ProblemsOf(words)];
        return new ConfiguredVocabulary(problems.Length == 0 ? words : new VocabularyWords(), problems);
    }

    private static string? ReadFile(string path, string configured, out VocabularyOptions file)
    {
        file = new VocabularyOptions();
        try
        {
            var info = new FileInfo(path);
            if (!info.Exists)
            {
                return $"{Key}:File is '{configured}', which is not there. Its path begins at the site's content root.";
            }

            if (info.Length > MaxFileBytes)
            {
                return $"{Key}:File is '{configured}', which is larger than {MaxFileBytes / 1024 / 1024} MB. Make it smaller.";
            }

            // As a stream: some editors put a byte order mark before the text.
            using FileStream stream = info.OpenRead();
            file = JsonSerializer.Deserialize<VocabularyOptions>(stream, s_json) ?? file;
            return null;
        }
        catch (JsonException e)
        {
            return $"{Key}:File is '{configured}', and line {e.LineNumber + 1} of it is not as a vocabulary is written: {{ \"Terms\": {{ \"dog\": {{ \"Synonyms\": [\"canine\"] }} }} }}.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return $"{Key}:File is '{configured}', which cannot be read ({e.GetType().Name}). Let the site's user read it.";
        }
    }

    private static IReadOnlyList<string> Clean(string[]? words) => [.. (words ?? []).Where(word => !string.IsNullOrWhiteSpace(word)).Select(word => word.Trim())];

    private static IEnumerable<string> ProblemsOf(VocabularyWords words)
    {
        string[] all = [.. words.Terms.SelectMany(term => term.Synonyms.Concat(term.Parents).Prepend(term.Preferred)), .. words.StopWords, .. words.ForbiddenWords];
        if (all.Length > MaxWords)
        {
            return [$"{Key} has {all.Length} words, more than {MaxWords}. Leave the rarest out."];
        }

        int longest = FieldText.MaxLength(Field.Keywords);
        return
        [
            .. all.Where(word => word.Length > longest).Select(word => $"{Key} has '{word}', which is longer than the {longest} characters of a keyword. Shorten it."),
            .. words.IsClosed && words.Terms.Count == 0 ? new[] { $"{Key}:Closed lets only the terms through, and {Key}:Terms has none. Add some, or take it out." } : [],
            .. Contradictions(words),
            .. Circles(words),
        ];
    }

    private static IEnumerable<string> Contradictions(VocabularyWords words)
    {
        var names = new Dictionary<string, string>();
        foreach (Term term in words.Terms)
        {
            if (!names.TryAdd(FieldText.Fold(term.Preferred), term.Preferred))
            {
                yield return $"{Key}:Terms has '{term.Preferred}' twice. Leave one.";
            }
        }

        foreach ((Term term, string synonym) in words.Terms.SelectMany(term => term.Synonyms.Select(synonym => (term, synonym))))
        {
            string key = FieldText.Fold(synonym);
            if (names.TryGetValue(key, out string? other) && other != term.Preferred)
            {
                yield return $"{Key}:Terms:{term.Preferred}:Synonyms has '{synonym}', which stands for '{other}' too. Leave it at one of them.";
            }

            names.TryAdd(key, term.Preferred);
        }

        var vocabulary = new Vocabulary(words, string.Empty);
        foreach (Term term in words.Terms.Where(term => vocabulary.Refuses(FieldText.Fold(term.Preferred))))
        {
            yield return $"{Key}:Terms has '{term.Preferred}', which {Key}:StopWords or {Key}:ForbiddenWords keeps out. Leave it at one of them.";
        }
    }

    // Depth first, each term once: a list may be long, and administrators wait for it at every preview.
    private static IEnumerable<string> Circles(VocabularyWords words)
    {
        Dictionary<string, string[]> parents = ParentsOf(words);
        Dictionary<string, string> names = words.Terms.GroupBy(term => FieldText.Fold(term.Preferred)).ToDictionary(same => same.Key, same => same.First().Preferred);
        var begun = new HashSet<string>();
        var circles = new HashSet<string>();
        foreach (string first in parents.Keys.Where(begun.Add))
        {
            var way = new Stack<(string Term, int Next)>([(first, 0)]);
            var onTheWay = new HashSet<string> { first };
            while (way.TryPop(out (string Term, int Next) at))
            {
                string[] above = parents.GetValueOrDefault(at.Term, []);
                if (at.Next == above.Length)
                {
                    onTheWay.Remove(at.Term);
                    continue;
                }

                way.Push(at with { Next = at.Next + 1 });
                string parent = above[at.Next];
                if (begun.Add(parent))
                {
                    way.Push((parent, 0));
                    onTheWay.Add(parent);
                }
                else if (onTheWay.Contains(parent) && circles.Add(parent))
                {
                    yield return $"{Key}:Terms:{names[parent]}:Parents leads back to '{names[parent]}' itself. Take one of the parents out.";
                }
            }
        }
    }

    // By what they are looked up by; a synonym is its term, and a term that names itself is none of its own parents.
    private static Dictionary<string, string[]> ParentsOf(VocabularyWords words)
    {
        var terms = new Dictionary<string, string>();
        foreach ((string name, string term) in words.Terms.Select(term => (term.Preferred, term.Preferred)).Concat(words.Terms.SelectMany(term => term.Synonyms.Select(synonym => (synonym, term.Preferred)))))
        {
            terms.TryAdd(FieldText.Fold(name), FieldText.Fold(term));
        }

        return words.Terms.GroupBy(term => FieldText.Fold(term.Preferred)).ToDictionary(
            same => same.Key,
            same => same.SelectMany(term => term.Parents).Select(FieldText.Fold).Select(parent => terms.GetValueOrDefault(parent, parent)).Where(parent => parent != same.Key).ToArray());
    }
}
