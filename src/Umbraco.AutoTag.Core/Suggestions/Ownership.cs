using System.Text.Json.Serialization;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Suggestions;

/// <summary>Whose a field's current value is. Computed from the value, never stored as a flag.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Owner>))]
public enum Owner
{
    /// <summary>Nothing is there, and no human made it so.</summary>
    Nobody,

    /// <summary>The value is exactly what AutoTag last wrote on its own.</summary>
    AutoTag,

    /// <summary>Anything else, an emptied field included: empty by decision is a decision.</summary>
    Human,
}

/// <summary>Computes <see cref="Owner"/>.</summary>
public static class Ownership
{
    /// <summary>Whose a field's value is.</summary>
    /// <param name="current">The field's value now.</param>
    /// <param name="writes">Writes into that field, newest first.</param>
    public static Owner Of(FieldValue current, IEnumerable<FieldWrite> writes)
    {
        if (LastWrite(current, writes) is not { } lastWrite)
        {
            return current.IsEmpty ? Owner.Nobody : Owner.Human;
        }

        if (current.Equals(lastWrite.After))
        {
            return lastWrite.DecidedBy is null ? Owner.AutoTag : Owner.Human;
        }

        // The row was kept, but the process died before the save: the field was never touched.
        bool neverHappened = !lastWrite.Confirmed && current.Equals(lastWrite.Before);
        return neverHappened && current.IsEmpty ? Owner.Nobody : Owner.Human;
    }

    /// <summary>True where a person said that the picture is decorative, and the field is as empty as it was left then.</summary>
    /// <param name="current">The field's value now.</param>
    /// <param name="writes">Writes into that field, newest first.</param>
    public static bool IsDecorative(FieldValue current, IEnumerable<FieldWrite> writes) =>
        current.IsEmpty && LastWrite(current, writes) is { IsDecorative: true };

    /// <summary>
    /// AutoTag's last write into a field that can have happened: a row that was kept but never confirmed, over a value that is still what it
    /// was before, tells of a process that died before the save, and the write before it counts.
    /// </summary>
    /// <param name="current">The field's value now.</param>
    /// <param name="writes">Writes into that field, newest first.</param>
    public static FieldWrite? LastWrite(FieldValue current, IEnumerable<FieldWrite> writes)
    {
        FieldWrite? last = null;
        foreach (FieldWrite write in writes)
        {
            last = write;
            if (write.Confirmed || !current.Equals(write.Before))
            {
                return write;
            }
        }

        return last;
    }
}
