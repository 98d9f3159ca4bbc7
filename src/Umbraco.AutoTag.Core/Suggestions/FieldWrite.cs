using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Suggestions;

/// <summary>
/// One write of AutoTag into one field: what was there, what was put there. From these rows ownership is computed and undo is done.
/// A row is kept before the write and confirmed after it, so that a crash between the two cannot make a machine's value look human.
/// </summary>
public sealed record FieldWrite
{
    /// <summary>Its id; ids sort by time.</summary>
    public required Guid Id { get; init; }

    /// <summary>The media item.</summary>
    public required Guid MediaKey { get; init; }

    /// <summary>Field and language.</summary>
    public required FieldKey Field { get; init; }

    /// <summary>What the field held before.</summary>
    public required FieldValue Before { get; init; }

    /// <summary>What was written.</summary>
    public required FieldValue After { get; init; }

    /// <summary>The editor whose decision wrote it; null where the machine wrote on its own.</summary>
    public required Guid? DecidedBy { get; init; }

    /// <summary>The revision it was decided under; null for an editor's own text and for an undo.</summary>
    public required string? RevisionId { get; init; }

    /// <summary>The run it was part of; null where it was part of none, and for an undo.</summary>
    public Guid? RunId { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset WrittenAt { get; init; }

    /// <summary>True where a person said that the picture is decorative: the field is empty by that decision, and stays so.</summary>
    public bool IsDecorative { get; init; }

    /// <summary>True once the save is known to have succeeded.</summary>
    public bool Confirmed { get; init; }
}
