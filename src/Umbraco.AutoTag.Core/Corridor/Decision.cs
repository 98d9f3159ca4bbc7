using Umbraco.AutoTag.Core.Calibration;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>Everything <see cref="Decide"/> needs to know; nothing in it is read while deciding.</summary>
public sealed record DecisionInput
{
    /// <summary>The item with its values of this moment.</summary>
    public required MediaItem Item { get; init; }

    /// <summary>The rules.</summary>
    public required Profile Profile { get; init; }

    /// <summary>The revision the decision is made under.</summary>
    public required string RevisionId { get; init; }

    /// <summary>What was said.</summary>
    public required IReadOnlyList<SourcedAnalysis> Analyses { get; init; }

    /// <summary>What stated confidences have come to mean by editors' decisions.</summary>
    public Curves Curves { get; init; } = Curves.None;

    /// <summary>Every suggestion of this item so far, decided ones included.</summary>
    public required IReadOnlyList<Suggestion> Earlier { get; init; }

    /// <summary>AutoTag's writes into this item, newest first.</summary>
    public required IReadOnlyList<FieldWrite> Writes { get; init; }

    /// <summary>True where every step had its say. Where not, nothing is superseded.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>True where an editor pressed "tag now" for this very item.</summary>
    public required bool IsAsked { get; init; }

    /// <summary>True where an editor only asked what would be suggested: nothing is written, whatever the profile says.</summary>
    public bool OnlySuggests { get; init; }

    /// <summary>The moment of the decision; new suggestions carry it.</summary>
    public required DateTimeOffset Now { get; init; }
}

/// <summary>What <see cref="Decide"/> decided.</summary>
/// <param name="Added">Suggestions that are new.</param>
/// <param name="Changed">Suggestions that exist and become something else.</param>
/// <param name="Writes">What is to be written, per field; a field that is missing stays as it is.</param>
public sealed record Decision(
    IReadOnlyList<Suggestion> Added,
    IReadOnlyList<Suggestion> Changed,
    IReadOnlyDictionary<FieldKey, FieldValue> Writes);
