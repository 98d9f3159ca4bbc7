using System.Globalization;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Workers;
using Umbraco.Cms.Core.HealthChecks;

namespace Umbraco.AutoTag.HealthChecks;

/// <summary>What the servers' reports say: whether anybody works on the queue, and whose clock is off.</summary>
internal static class ServerHealth
{
    /// <summary>Leases last two minutes: clocks that differ by more than a part of that make servers take each other's work.</summary>
    public static readonly TimeSpan TolerableSkew = TimeSpan.FromSeconds(15);

    // Four reports missed in a row are no accident.
    private static readonly TimeSpan s_silence = Presence.Every * 4;

    public static IEnumerable<HealthCheckStatus> Of(IReadOnlyList<WorkerReport> servers, DateTimeOffset now)
    {
        yield return Working(servers, now);

        List<WorkerReport> off = [.. servers.Where(server => IsAlive(server, now) && server.Skew.Duration() > TolerableSkew)];
        yield return off.Count == 0
            ? new HealthCheckStatus("The clocks of servers and database agree.") { ResultType = StatusResultType.Success }
            : new HealthCheckStatus(string.Join(' ', off.Select(Off)) + " Set the clocks by a time server.") { ResultType = StatusResultType.Warning };
    }

    private static HealthCheckStatus Working(IReadOnlyList<WorkerReport> servers, DateTimeOffset now)
    {
        DateTimeOffset? last = servers.Max(server => server.WorkedAt);
        if (now - last <= s_silence)
        {
            int working = servers.Count(server => now - server.WorkedAt <= s_silence);
            return new HealthCheckStatus($"{working} {(working == 1 ? "server works" : "servers work")} on the queue.") { ResultType = StatusResultType.Success };
        }

        List<WorkerReport> alive = [.. servers.Where(server => IsAlive(server, now))];
        string why = alive.Count switch
        {
            0 => "No server has told that it lives.",
            _ when alive.All(server => server.Mode == nameof(WorkerMode.None)) => "Every server that lives has AutoTag:Workers:Mode set to None.",
            _ => "The servers that live are subscribers, are giving way to another process, or have something in their way: see the log.",
        };
        return new HealthCheckStatus(
            (last is { } since ? $"No server works on the queue, since {since.ToString("u", CultureInfo.InvariantCulture)}. " : "No server has ever worked on the queue. ") + why)
        {
            ResultType = StatusResultType.Error,
        };
    }

    private static bool IsAlive(WorkerReport server, DateTimeOffset now) => now - server.SeenAt <= s_silence;

    private static string Off(WorkerReport server) =>
        $"The clock of {server.Name} is {server.Skew.Duration().TotalSeconds:0} seconds {(server.Skew > TimeSpan.Zero ? "ahead of" : "behind")} the database's.";
}
