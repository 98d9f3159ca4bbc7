using System.Text.Json.Serialization;
using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Batches;

/// <summary>Calls of one run to one connection for one model that are handed over together.</summary>
public sealed record Batch
{
    /// <summary>Our own id of it; ids sort by time.</summary>
    public required Guid Id { get; init; }

    /// <summary>Which calls are collected in it.</summary>
    public required BatchPile Pile { get; init; }

    /// <summary>Where it is.</summary>
    public required BatchState State { get; init; }

    /// <summary>The vendor's id of it; null before one is known.</summary>
    public string? VendorId { get; init; }

    /// <summary>How many calls were handed over.</summary>
    public int Calls { get; init; }

    /// <summary>When it was begun.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was handed over; null before.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>When the vendor was last asked; null before.</summary>
    public DateTimeOffset? LookedAt { get; init; }

    /// <summary>How often the vendor was asked.</summary>
    public int Looks { get; init; }

    /// <summary>True once the vendor was asked to stop.</summary>
    public bool IsStopping { get; init; }

    /// <summary>Grows with every claim: a server that lost the batch can write nothing of it.</summary>
    public required long Fence { get; init; }
}

/// <summary>What the calls of a batch have in common.</summary>
/// <param name="RunId">The run that pays.</param>
/// <param name="Connection">Alias of the connection.</param>
/// <param name="Model">The model asked for; null where none is named.</param>
public sealed record BatchPile(Guid RunId, string Connection, string? Model);

/// <summary>Calls that wait to be handed over.</summary>
/// <param name="Pile">What they have in common.</param>
/// <param name="Calls">How many.</param>
/// <param name="OldestAt">Since when the first of them waits.</param>
public sealed record WaitingPile(BatchPile Pile, int Calls, DateTimeOffset OldestAt);

/// <summary>Where a batch is. The numbers are stored and never change their meaning.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BatchState>))]
public enum BatchState
{
    /// <summary>Its pictures are being made ready; nothing has left the server.</summary>
    Building = 0,

    /// <summary>It is being handed over. Where the server dies now, nobody knows whether the vendor has it.</summary>
    Submitting = 1,

    /// <summary>The vendor has it.</summary>
    Sent = 2,
}

/// <summary>One call of a batch, from the moment it waits to be handed over until its answer is kept.</summary>
public sealed record BatchCall
{
    /// <summary>Its id, in the batch and in the ledger.</summary>
    public required Guid CallId { get; init; }

    /// <summary>What it has in common with the others of its batch.</summary>
    public required BatchPile Pile { get; init; }

    /// <summary>Where it is.</summary>
    public BatchCallState State { get; init; } = BatchCallState.Collected;

    /// <summary>What is asked about what: at most one call each.</summary>
    public required AnalysisKey Key { get; init; }

    /// <summary>The media item it is for.</summary>
    public required Guid MediaKey { get; init; }

    /// <summary>The site's id path of that item.</summary>
    public required string Path { get; init; }

    /// <summary>The revision it is for.</summary>
    public required string RevisionId { get; init; }

    /// <summary>What is asked.</summary>
    public required VisionTasks Tasks { get; init; }

    /// <summary>The most keywords wanted.</summary>
    public required int MaxKeywords { get; init; }

    /// <summary>Longest side of the picture, in pixels.</summary>
    public required int LongSide { get; init; }

    /// <summary>What was put aside for it.</summary>
    public required Guid ReservationId { get; init; }

    /// <summary>What it may cost at most.</summary>
    public required Estimate AtMost { get; init; }

    /// <summary>When it began to wait.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was handed over; null before.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>What went wrong; null unless <see cref="BatchCallState.Failed"/>.</summary>
    public Failure? Failure { get; init; }

    /// <summary>When it went wrong.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>The question, without the picture and what the site says of how it writes.</summary>
    public VisionRequest Question => new() { Image = null, Tasks = Tasks, Language = Key.Language, Model = Pile.Model, MaxKeywords = MaxKeywords };
}

/// <summary>Where a call of a batch is. One that was answered is in the ledger and nowhere else. The numbers are stored and never change their meaning.</summary>
public enum BatchCallState
{
    /// <summary>Waits to be put into a batch; nothing of it has left the server.</summary>
    Collected = 0,

    /// <summary>In a batch.</summary>
    InBatch = 1,

    /// <summary>Brought no answer; its item takes the reason from here.</summary>
    Failed = 2,
}
