namespace Umbraco.AutoTag.Storage;

/// <summary>
/// Lets one write of this process after the other to a database that has only one writer. Whoever has to wait for a write of their own process
/// goes on as soon as it is over; whoever met the database's own lock would look for it again only after a pause, and hold a thread meanwhile: SQLite's
/// driver after 150 ms, and some builds of SQLite itself after whole seconds.
/// </summary>
internal sealed class WriteTurn
{
    private readonly SemaphoreSlim _free = new(1);

    /// <summary>Writes when it is this writer's turn. What is written must not wait for a turn of its own.</summary>
    public async Task<T> TakeAsync<T>(Func<Task<T>> write, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            return await write();
        }
        finally
        {
            _free.Release();
        }
    }
}
