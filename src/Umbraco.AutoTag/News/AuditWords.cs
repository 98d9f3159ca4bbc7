using Umbraco.AutoTag.Core.News;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.News;

/// <summary>What Umbraco's history of an image says of AutoTag's part in it. In English, as all that Umbraco itself puts there.</summary>
internal static class AuditWords
{
    // Umbraco's column takes 4,000 characters; a history is read by the line.
    private const int LongestValue = 200;

    /// <summary>The words, and in whose name: null for the machine's own. No words where Umbraco's own entry of the save says all there is.</summary>
    public static (string? Words, Guid? By) Of(Happening happening) => happening switch
    {
        Tagged { Written: { Count: > 0 } written } => ($"AutoTag wrote {Names(written.Select(write => write.Field))}.", null),
        Decided { Decision: { DecidedBy: { } who } decision } => (Of(decision), who),
        WentBack undone => ($"AutoTag: took back what AutoTag had written into {Names(undone.Fields)}.", undone.By),
        CalledDecorative { IsTakenBack: false } said => ($"AutoTag: said that the picture is decorative. {Sentence(said.Field)} stays empty.", said.By),
        CalledDecorative said => ($"AutoTag: took back that the picture is decorative. {Sentence(said.Field)} is as it was.", said.By),
        _ => (null, null),
    };

    private static string? Of(DecisionMade decision) => decision.Kind switch
    {
        DecisionKind.Accepted => $"AutoTag: accepted the suggested {Name(decision.Field)} {Quoted(decision.Proposed)}.",
        DecisionKind.Edited => $"AutoTag: wrote {Quoted(decision.Instead)} instead of the suggested {Name(decision.Field)} {Quoted(decision.Proposed)}.",
        DecisionKind.Rejected => $"AutoTag: rejected the suggested {Name(decision.Field)} {Quoted(decision.Proposed)}.",
        DecisionKind.Decorative => $"AutoTag: said that the picture is decorative. {Sentence(decision.Field)} stays empty.",
        DecisionKind.TakenBack => $"AutoTag: took back a decision about the suggested {Name(decision.Field)} {Quoted(decision.Proposed)}.",
        _ => null,
    };

    private static string Names(IEnumerable<FieldKey> fields) => string.Join(", ", fields.Distinct().Select(Name));

    private static string Sentence(FieldKey key) => $"The {Name(key)}";

    private static string Name(FieldKey key) => key.Field switch
    {
        Field.AltText => $"alt text ({key.Language})",
        Field.Title => $"title ({key.Language})",
        Field.Description => $"description ({key.Language})",
        _ => $"keywords ({key.Language})",
    };

    private static string Quoted(string? value)
    {
        string text = value ?? string.Empty;
        int end = text.Length <= LongestValue ? text.Length : char.IsHighSurrogate(text[LongestValue - 1]) ? LongestValue - 1 : LongestValue;
        return $"“{text[..end]}{(end < text.Length ? "…" : string.Empty)}”";
    }
}
