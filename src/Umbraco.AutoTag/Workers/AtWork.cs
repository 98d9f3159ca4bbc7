using System.Text.Json.Serialization;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Workers;

/// <summary>Whether anybody works on the queue, by what the servers reported.</summary>
/// <param name="Working">How many servers do.</param>
/// <param name="Alive">How many have reported lately.</param>
/// <param name="LastWorkedAt">When one last did; null where none ever did.</param>
/// <param name="Why">Why nobody works; null where somebody does.</param>
internal sealed record AtWork(int Working, int Alive, DateTimeOffset? LastWorkedAt, NobodyWorks? Why)
{
    // Four reports missed in a row are no accident.
    private static readonly TimeSpan s_silence = Presence.Every * 4;

    public static AtWork Of(IReadOnlyList<WorkerReport> servers, DateTimeOffset now)
    {
        List<WorkerReport> alive = [.. servers.Where(server => IsAlive(server, now))];
        int working = servers.Count(server => IsWorking(server, now));
        return new AtWork(working, alive.Count, servers.Max(server => server.WorkedAt), working > 0 ? null : Reason(alive));
    }

    public static bool IsAlive(WorkerReport server, DateTimeOffset now) => now - server.SeenAt <= s_silence;

    /// <summary>True where it has taken part in the queue's work lately.</summary>
    public static bool IsWorking(WorkerReport server, DateTimeOffset now) => now - server.WorkedAt <= s_silence;

    private static NobodyWorks Reason(List<WorkerReport> alive) => alive switch
    {
        [] => NobodyWorks.NobodyLives,
        _ when alive.All(server => server.Mode == nameof(WorkerMode.None)) => NobodyWorks.SwitchedOff,
        _ => NobodyWorks.HeldBack,
    };
}

/// <summary>Why nobody works on the queue.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NobodyWorks>))]
public enum NobodyWorks
{
    /// <summary>No server has told that it lives.</summary>
    NobodyLives,

    /// <summary>Every server that lives has <c>AutoTag:Workers:Mode</c> set to <c>None</c>.</summary>
    SwitchedOff,

    /// <summary>The servers that live are subscribers, are giving way to another process, or have something in their way.</summary>
    HeldBack,
}
