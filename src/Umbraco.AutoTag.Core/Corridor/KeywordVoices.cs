using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Text;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>
/// Puts keywords together that are the same by the vocabulary: synonyms, plurals, what one is besides. What a person has decided about a word
/// holds for that word: a rejected one brings no other, and beside an accepted one no other name of it is proposed.
/// </summary>
/// <param name="vocabulary">The words of the site.</param>
/// <param name="earlier">What was suggested before, by key.</param>
internal sealed class KeywordVoices(Vocabulary vocabulary, IReadOnlyDictionary<string, Suggestion> earlier)
{
    private readonly Dictionary<string, List<Voice>> _groups = new(StringComparer.Ordinal);
    private readonly List<string> _order = [];

    /// <summary>The voices by keyword, in the order of the first of each; what a keyword is besides comes right behind it.</summary>
    /// <param name="said">What was said, best first.</param>
    public IEnumerable<IReadOnlyList<Voice>> Together(IEnumerable<Voice> said)
    {
        List<Voice> heard = [.. said.Where(voice => !vocabulary.Refuses(voice.Key) && StateOf(voice.Key) != SuggestionState.Rejected)];
        HashSet<string> keys = [.. heard.Select(voice => voice.Key)];
        foreach (Voice voice in heard)
        {
            Hear(voice, keys);
        }

        foreach (string key in _order.ToArray())
        {
            AddParents(key, _groups[key]);
        }

        return _order.Select(key => _groups[key]).Where(group => group.Count > 0 && !group.Any(IsKnownByAnotherName)).Select(Worded);
    }

    private void Hear(Voice voice, HashSet<string> keys)
    {
        if (vocabulary.TermFor(voice.Key) is { } term)
        {
            string key = FieldText.Fold(term);
            Add(key, key == voice.Key ? voice with { Value = term } : Renamed(voice, term, key));
        }
        else if (!vocabulary.IsClosed)
        {
            Add(vocabulary.SingularsOf(voice.Key).FirstOrDefault(keys.Contains) ?? voice.Key, voice);
        }
    }

    private void AddParents(string key, List<Voice> children)
    {
        int place = _order.IndexOf(key);
        foreach (string parent in vocabulary.ParentsOf(key))
        {
            string parentKey = FieldText.Fold(parent);
            if (vocabulary.Refuses(parentKey))
            {
                continue;
            }

            if (!_groups.TryGetValue(parentKey, out List<Voice>? group))
            {
                _groups[parentKey] = group = [];
                _order.Insert(++place, parentKey);
            }

            group.AddRange(children
                .Where(child => child.Origin.BecauseOf is null)
                .Select(child => child with
                {
                    Value = parent,
                    Key = parentKey,
                    Origin = child.Origin with { Said = null, BecauseOf = children[0].Value },
                }));
        }
    }

    private void Add(string key, Voice voice)
    {
        if (!_groups.TryGetValue(key, out List<Voice>? group))
        {
            _groups[key] = group = [];
            _order.Add(key);
        }

        group.Add(voice);
    }

    // The leading source keeps its wording; what others called it is told.
    private static IReadOnlyList<Voice> Worded(List<Voice> group) =>
    [
        group[0],
        .. group.Skip(1).Select(voice => voice.Key == group[0].Key ? voice : Renamed(voice, group[0].Value, group[0].Key)),
    ];

    private static Voice Renamed(Voice voice, string value, string key) =>
        voice with { Value = value, Key = key, Origin = voice.Origin with { Said = voice.Origin.Said ?? voice.Value } };

    private bool IsKnownByAnotherName(Voice voice) => voice.Origin.BecauseOf is null
        && StateOf(voice.Origin.Said is { } said ? FieldText.Fold(said) : voice.Key) is SuggestionState.Accepted or SuggestionState.Edited;

    private SuggestionState? StateOf(string key) => earlier.GetValueOrDefault(key)?.State;
}
