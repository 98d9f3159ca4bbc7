using System.Text.Json.Serialization;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Text;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Coverage;

/// <summary>Whether an image has an alternative text, and whose word that is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AltTextState>))]
public enum AltTextState
{
    /// <summary>It has none, and nobody said that it needs none.</summary>
    Missing = 0,

    /// <summary>A person wrote it, or changed what AutoTag wrote.</summary>
    Human = 1,

    /// <summary>AutoTag proposed it and a person said yes.</summary>
    Accepted = 2,

    /// <summary>AutoTag wrote it, and nobody has looked at it yet.</summary>
    Unreviewed = 3,

    /// <summary>It is empty on purpose: a person called the picture decorative, or took out what AutoTag had written.</summary>
    Decorative = 4,

    /// <summary>AutoTag does not know its alternative text, see <see cref="LibraryImage.AltText"/>.</summary>
    NotCovered = 5,
}

/// <summary>Computes <see cref="AltTextState"/>.</summary>
public static class AltTextStates
{
    /// <summary>The state of an image that AutoTag covers.</summary>
    /// <param name="current">Its alternative text.</param>
    /// <param name="writes">AutoTag's writes into it, newest first.</param>
    /// <param name="accepted">What was proposed for it and accepted as it was.</param>
    public static AltTextState Of(FieldValue current, IReadOnlyCollection<FieldWrite> writes, IEnumerable<string> accepted)
    {
        FieldWrite? last = Ownership.LastWrite(current, writes);
        if (current.IsEmpty)
        {
            // Emptied by hand is a decision. What an undo, a "no" or a stale save emptied is a text that is still missing.
            bool isEmptied = last is not null && !last.After.IsEmpty && !last.Before.IsEmpty;
            return isEmptied || last is { IsDecorative: true } ? AltTextState.Decorative : AltTextState.Missing;
        }

        if (last is null || !current.Equals(last.After))
        {
            return AltTextState.Human;
        }

        string text = FieldText.Fold(current.ToString());
        return accepted.Any(words => FieldText.Fold(words) == text)
            ? AltTextState.Accepted
            : last.DecidedBy is null ? AltTextState.Unreviewed : AltTextState.Human;
    }
}
