using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;
using Umbraco.AutoTag.Core.Text;

namespace Umbraco.AutoTag.Core.Profiles;

/// <summary>The words of a site: which keyword is used for what, what else it stands for, and what is not to be said.</summary>
public sealed class Vocabulary
{
    private readonly FrozenDictionary<string, string> _preferred;
    private readonly FrozenDictionary<string, string[]> _parents;
    private readonly FrozenSet<string> _stopped;
    private readonly WordList _forbidden;
    private readonly string _language;
    private readonly string _own;
    private readonly VocabularyWords _words;
    private readonly ConcurrentDictionary<string, Vocabulary> _elsewhere = [];

    /// <summary>Makes the words ready to be asked for.</summary>
    /// <param name="words">The words.</param>
    /// <param name="language">Two-letter ISO 639-1: the language of the words, whose plurals are folded.</param>
    public Vocabulary(VocabularyWords words, string language)
    {
        (_words, _own) = (words, language);
        _language = words.FoldsPlurals ? language : string.Empty;
        IsClosed = words.IsClosed;
        _preferred = Names(words.Terms, _language);
        // A term may stand there twice while somebody is told that it does.
        _parents = words.Terms
            .Where(term => term.Parents.Count > 0)
            .GroupBy(term => FieldText.Fold(term.Preferred))
            .ToFrozenDictionary(same => same.Key, same => same.SelectMany(term => term.Parents).ToArray());
        _stopped = words.StopWords.Select(FieldText.Fold).ToFrozenSet();
        _forbidden = new WordList(words.ForbiddenWords, _language);
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(words)))[..16];
    }

    /// <summary>No words at all: everything is said as it comes, a plural and its singular as one.</summary>
    public static Vocabulary Empty(string language) => new(new VocabularyWords(), language);

    /// <summary>
    /// What of it holds in a language: all in its own. Terms are words of one language, and a closed list of them would let nothing through in another; what
    /// says nothing and what is not to be said holds in every language.
    /// </summary>
    public Vocabulary In(string language) => language == _own
        ? this
        : _elsewhere.GetOrAdd(language, other => new Vocabulary(_words with { Terms = [], IsClosed = false }, other));

    /// <summary>True where nothing but the terms and their parents becomes a keyword.</summary>
    public bool IsClosed { get; }

    /// <summary>Another one of another vocabulary.</summary>
    public string Fingerprint { get; }

    /// <summary>The preferred term for a keyword; null where the vocabulary does not know it.</summary>
    /// <param name="folded">In the form of <see cref="FieldText.Fold"/>.</param>
    public string? TermFor(string folded)
    {
        if (_preferred.Count == 0)
        {
            return null;
        }

        return _preferred.TryGetValue(folded, out string? term) ? term : SingularsOf(folded).Select(_preferred.GetValueOrDefault).FirstOrDefault(known => known is not null);
    }

    /// <summary>Everything that a keyword is besides, parents of parents included; none where it is nothing else.</summary>
    public IReadOnlyList<string> ParentsOf(string folded)
    {
        if (!_parents.ContainsKey(folded))
        {
            return [];
        }

        var found = new List<string>();
        var seen = new HashSet<string> { folded };
        var next = new Queue<string>([folded]);
        while (next.TryDequeue(out string? child))
        {
            foreach (string parent in _parents.GetValueOrDefault(child, []))
            {
                string key = FieldText.Fold(parent);
                string term = _preferred.GetValueOrDefault(key, parent);
                if (seen.Add(FieldText.Fold(term)))
                {
                    found.Add(term);
                    next.Enqueue(FieldText.Fold(term));
                }
            }
        }

        return found;
    }

    /// <summary>True for a keyword that says nothing (a stop word), or holds a word that is not to be said.</summary>
    public bool Refuses(string folded) =>
        (_stopped.Count > 0 && (_stopped.Contains(folded) || SingularsOf(folded).Any(_stopped.Contains))) || Forbids(folded);

    /// <summary>True for a keyword that may be one, under its own name or another.</summary>
    public bool Allows(string folded) => !Refuses(folded) && (!IsClosed || TermFor(folded) is not null);

    /// <summary>True for a text that holds a word that is not to be said, as a word of its own.</summary>
    public bool Forbids(string text) => _forbidden.IsIn(text);

    /// <summary>The words that a keyword may be the plural of; none where plurals are not folded.</summary>
    public IReadOnlyList<string> SingularsOf(string folded) => Plurals.SingularsOf(folded, _language);

    // A term's own name comes before any synonym, and what somebody wrote down before what it may be the plural of.
    private static FrozenDictionary<string, string> Names(IReadOnlyList<Term> terms, string language)
    {
        var names = new Dictionary<string, string>();
        foreach (Term term in terms)
        {
            names.TryAdd(FieldText.Fold(term.Preferred), term.Preferred);
        }

        foreach (Term term in terms)
        {
            foreach (string synonym in term.Synonyms)
            {
                names.TryAdd(FieldText.Fold(synonym), term.Preferred);
            }
        }

        // In a closed list the parents are terms too, though nobody listed them as such.
        foreach (string parent in terms.SelectMany(term => term.Parents))
        {
            names.TryAdd(FieldText.Fold(parent), parent);
        }

        foreach ((string name, string preferred) in names.ToArray())
        {
            foreach (string singular in Plurals.SingularsOf(name, language))
            {
                names.TryAdd(singular, preferred);
            }
        }

        return names.ToFrozenDictionary();
    }
}

/// <summary>A vocabulary as it was written down.</summary>
public sealed record VocabularyWords
{
    /// <summary>The terms to use.</summary>
    public IReadOnlyList<Term> Terms { get; init; } = [];

    /// <summary>Keywords that say nothing ("image", "photo") and are left out.</summary>
    public IReadOnlyList<string> StopWords { get; init; } = [];

    /// <summary>Words that are in no keyword, and with which no text is written before an editor's yes.</summary>
    public IReadOnlyList<string> ForbiddenWords { get; init; } = [];

    /// <summary>True where nothing but the terms becomes a keyword.</summary>
    public bool IsClosed { get; init; }

    /// <summary>True where a plural and its singular are one keyword.</summary>
    public bool FoldsPlurals { get; init; } = true;
}

/// <summary>A term to use.</summary>
/// <param name="Preferred">As it is written.</param>
/// <param name="Synonyms">What it is used instead of.</param>
/// <param name="Parents">What it is besides: a dog is also an animal.</param>
public sealed record Term(string Preferred, IReadOnlyList<string> Synonyms, IReadOnlyList<string> Parents);
