using System.Globalization;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Text;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Providers.Shared;

/// <summary>
/// Gathers what a system said: keeps only what was asked, cleans it, drops what is empty, too long to be a keyword or said twice,
/// and stops at a number no picture needs.
/// </summary>
/// <param name="tasks">What was asked.</param>
/// <param name="source">What the system's confidences are worth.</param>
/// <param name="language">The language of the values; null where nobody knows.</param>
public sealed class ObservationList(VisionTasks tasks, ConfidenceSource source, string? language)
{
    /// <summary>More observations than this are not kept.</summary>
    public const int MaxObservations = 1_000;

    /// <summary>A longer keyword is a sentence, and dropped.</summary>
    public const int MaxKeywordLength = 100;

    /// <summary>A longer text is cut between words.</summary>
    public const int MaxTextLength = 4_000;

    private readonly List<Observation> _observations = [];
    private readonly Dictionary<(ObservationKind Kind, string Folded), int> _named = [];

    /// <summary>What was gathered, in the order it was said.</summary>
    public IReadOnlyList<Observation> Observations => _observations;

    /// <summary>A keyword; said twice, the higher confidence counts, and the first place.</summary>
    public void AddKeyword(string? raw, Confidence confidence, Box? box = null, ObservationCategory category = ObservationCategory.Thing) =>
        AddNamed(ObservationKind.Keyword, raw, confidence, box, category);

    /// <summary>Something not every audience should see; said twice, the higher confidence counts.</summary>
    public void AddModeration(string? raw, Confidence confidence) => AddNamed(ObservationKind.Moderation, raw, confidence, box: null);

    /// <summary>A text of another kind than a keyword; the first of each kind counts.</summary>
    public void AddText(ObservationKind kind, string? raw, Confidence confidence = default)
    {
        if (!tasks.HasFlag(TaskOf(kind)) || _observations.Any(o => o.Kind == kind))
        {
            return;
        }

        string text = UntrustedText.Clean(raw, MaxTextLength);
        if (text.Length > 0)
        {
            _observations.Add(new Observation(kind, text, confidence, SourceOf(confidence), language));
        }
    }

    /// <summary>The source takes the picture for nothing but decoration.</summary>
    public void AddDecorative()
    {
        if (tasks.HasFlag(VisionTasks.Decorative))
        {
            _observations.Add(new Observation(ObservationKind.Decorative, "decorative", Confidence.Unknown, ConfidenceSource.None));
        }
    }

    /// <summary>What the answer to the site's own question comes to; null where to nothing.</summary>
    public void AddAnswer(string? keyword) => AddNamed(ObservationKind.Answer, keyword, Confidence.Unknown, box: null);

    private void AddNamed(ObservationKind kind, string? raw, Confidence confidence, Box? box, ObservationCategory category = ObservationCategory.Thing)
    {
        if (!tasks.HasFlag(TaskOf(kind)) || (raw?.Length ?? 0) > 10 * MaxKeywordLength)
        {
            return;
        }

        string name = UntrustedText.Clean(raw, 10 * MaxKeywordLength).Trim('#', ',', ';', '"', ' ');
        if (name.Length == 0 || IsAddress(name) || new StringInfo(name).LengthInTextElements > MaxKeywordLength)
        {
            return;
        }

        var observation = new Observation(kind, name, confidence, SourceOf(confidence), language, box, category);
        (ObservationKind, string) key = (kind, name.ToUpperInvariant());
        if (_named.TryGetValue(key, out int known))
        {
            _observations[known] = Surer(_observations[known], observation);
        }
        else if (_observations.Count < MaxObservations)
        {
            _named[key] = _observations.Count;
            _observations.Add(observation);
        }
    }

    private static Observation Surer(Observation first, Observation again)
    {
        Observation surer = again.Confidence.CompareTo(first.Confidence) > 0 ? again : first;
        return surer with { Value = first.Value, Box = first.Box ?? again.Box };
    }

    // Nobody looks for a picture by a web address; what a picture would have the site link to is one.
    private static bool IsAddress(string name) =>
        name.Contains("://", StringComparison.Ordinal) || name.StartsWith("www.", StringComparison.OrdinalIgnoreCase);

    private ConfidenceSource SourceOf(Confidence confidence) => confidence.IsKnown ? source : ConfidenceSource.None;

    private static VisionTasks TaskOf(ObservationKind kind) => kind switch
    {
        ObservationKind.Keyword => VisionTasks.Keywords,
        ObservationKind.AltText => VisionTasks.AltText,
        ObservationKind.Title => VisionTasks.Title,
        ObservationKind.Description => VisionTasks.Description,
        ObservationKind.Text => VisionTasks.Text,
        ObservationKind.Moderation => VisionTasks.Moderation,
        ObservationKind.Answer => VisionTasks.Answer,
        _ => VisionTasks.None,
    };
}
