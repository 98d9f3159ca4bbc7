using System.Collections.Concurrent;

namespace Umbraco.AutoTag.Core.Queue;

/// <summary>
/// What this process has learnt about connections that let nothing through at the moment. Items that wait for one of them are not claimed, so
/// that ten thousand of them neither fill the worker's places nor keep it busy; whatever waits for another connection goes on.
/// </summary>
public sealed class HeldConnections(TimeProvider clock)
{
    /// <summary>
    /// However long a connection asks for, one item looks again after this: a connection that a person mends works again soon, at the price of
    /// one item that is opened in vain per process.
    /// </summary>
    public static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _until = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A call was held back; the same would happen to others for so long.</summary>
    public void Hold(string connection, TimeSpan wait) =>
        _until[connection] = clock.GetUtcNow() + (wait < LongestHold ? wait : LongestHold);

    /// <summary>A person let it go on. Other processes find out by themselves, within <see cref="LongestHold"/>.</summary>
    public void Release(string connection) => _until.TryRemove(connection, out _);

    /// <summary>True while nothing gets through.</summary>
    public bool IsHeld(string connection) => _until.TryGetValue(connection, out DateTimeOffset until) && until > clock.GetUtcNow();
}
