using Umbraco.AutoTag.Core.Batches;

namespace Umbraco.AutoTag.Storage.Batches;

/// <summary>A row of <c>autoTagBatch</c> as it lies there.</summary>
internal sealed class BatchRow
{
    public const string Columns = "id, runId, connection, model, state, vendorId, calls, createdAt, sentAt, lookedAt, looks, isStopping, dueAt, fence";

    public const string Insert =
        $"""
        INSERT INTO autoTagBatch ({Columns})
        VALUES (@Id, @RunId, @Connection, @Model, @State, @VendorId, @Calls, @CreatedAt, @SentAt, @LookedAt, @Looks, @IsStopping, @DueAt, @Fence)
        """;

    public required string Id { get; init; }

    public required string RunId { get; init; }

    public required string Connection { get; init; }

    public required string Model { get; init; }

    public int State { get; init; }

    public string? VendorId { get; init; }

    public int Calls { get; init; }

    public long CreatedAt { get; init; }

    public long? SentAt { get; init; }

    public long? LookedAt { get; init; }

    public int Looks { get; init; }

    public int IsStopping { get; init; }

    public long DueAt { get; init; }

    public long Fence { get; init; }

    public Batch ToBatch() => new()
    {
        Id = Stored.Id(Id),
        Pile = StoredPile.Read(RunId, Connection, Model),
        State = (BatchState)State,
        VendorId = VendorId,
        Calls = Calls,
        CreatedAt = Stored.Time(CreatedAt),
        SentAt = Stored.OptionalTime(SentAt),
        LookedAt = Stored.OptionalTime(LookedAt),
        Looks = Looks,
        IsStopping = IsStopping != 0,
        Fence = Fence,
    };
}

/// <summary>What the calls of a batch have in common, as columns: a model that is not named is the empty word.</summary>
internal static class StoredPile
{
    public const string Condition = "runId = @RunId AND connection = @Connection AND model = @Model";

    public static object Parameters(BatchPile pile, int take = 0) => new { RunId = Stored.Of(pile.RunId), pile.Connection, Model = pile.Model ?? string.Empty, take };

    public static BatchPile Read(string runId, string connection, string model) => new(Stored.Id(runId), connection, model.Length == 0 ? null : model);
}
