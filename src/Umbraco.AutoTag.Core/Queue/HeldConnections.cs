using System.Collections.Concurrent;
using Umbraco.AutoTag.Core.Providers;

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

    private readonly ConcurrentDictionary<string, Held> _held = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A call was held back; the same would happen to others for so long.</summary>
    public void Hold(string connection, TimeSpan wait) =>
        _held[connection] = new Held(clock.GetUtcNow() + (wait < LongestHold ? wait : LongestHold), Refusal: null);

    /// <summary>A budget said no, and would say no to others until its time is over. Who raises it says so with <see cref="LetGo"/>.</summary>
    public void Hold(string connection, Failure refusal) =>
        _held[connection] = new Held(clock.GetUtcNow() + (refusal.RetryAfter ?? LongestHold), refusal);

    /// <summary>The configuration is another: what was learnt under the old one is no longer true.</summary>
    public void LetGo() => _held.Clear();

    /// <summary>What a call would be told by a budget that is used up, without asking it; null where none is known to be.</summary>
    public Failure? UsedUp(string connection) =>
        _held.TryGetValue(connection, out Held? held) && held is { Refusal: { } refusal } && held.Until - clock.GetUtcNow() is var wait && wait > TimeSpan.Zero
            ? refusal with { RetryAfter = wait }
            : null;

    /// <summary>A person let it go on. Other processes find out by themselves, within <see cref="LongestHold"/>.</summary>
    public void Release(string connection) => _held.TryRemove(connection, out _);

    /// <summary>True while nothing gets through.</summary>
    public bool IsHeld(string connection) => _held.TryGetValue(connection, out Held? held) && held.Until > clock.GetUtcNow();

    private sealed record Held(DateTimeOffset Until, Failure? Refusal);
}
