using System.Globalization;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Workers;
using Umbraco.Cms.Core.HealthChecks;

namespace Umbraco.AutoTag.HealthChecks;

/// <summary>What the servers' reports say: whether anybody works on the queue, and whose clock is off.</summary>
internal static class ServerHealth
{
    /// <summary>Leases last two minutes: servers whose clocks differ by more than a part of that would take each other's work. By <see cref="AgreedTime.MostApart"/> they stop.</summary>
    public static readonly TimeSpan TolerableSkew = TimeSpan.FromSeconds(15);

    public static IEnumerable<HealthCheckStatus> Of(IReadOnlyList<WorkerReport> servers, DateTimeOffset now)
    {
        yield return Working(AtWork.Of(servers, now));

        List<WorkerReport> alive = [.. servers.Where(server => AtWork.IsAlive(server, now))];
        List<WorkerReport> working = [.. alive.Where(server => AtWork.IsWorking(server, now))];
        List<WorkerReport> off = [.. alive.Where(server => server.Skew.Duration() > TolerableSkew)];
        yield return off.Count == 0
            ? new HealthCheckStatus("The clocks of servers and database agree.") { ResultType = StatusResultType.Success }
            : new HealthCheckStatus(string.Join(' ', off.Select(server => Off(server, Rests(server, working)))) + " Set the clocks by a time server.")
            {
                ResultType = off.Exists(server => Rests(server, working)) ? StatusResultType.Error : StatusResultType.Warning,
            };
    }

    private static HealthCheckStatus Working(AtWork atWork)
    {
        if (atWork.Why is not { } why)
        {
            return new HealthCheckStatus($"{atWork.Working} {(atWork.Working == 1 ? "server works" : "servers work")} on the queue.") { ResultType = StatusResultType.Success };
        }

        string reason = why switch
        {
            NobodyWorks.NobodyLives => "No server has told that it lives.",
            NobodyWorks.SwitchedOff => "Every server that lives has AutoTag:Workers:Mode set to None.",
            _ => "The servers that live are subscribers, are giving way to another process, or have something in their way: see the log.",
        };
        return new HealthCheckStatus(
            (atWork.LastWorkedAt is { } since ? $"No server works on the queue, since {since.ToString("u", CultureInfo.InvariantCulture)}. " : "No server has ever worked on the queue. ") + reason)
        {
            ResultType = StatusResultType.Error,
        };
    }

    private static bool Rests(WorkerReport server, List<WorkerReport> working) =>
        server.Skew.Duration() > AgreedTime.MostApart && working.Exists(other => (server.Skew - other.Skew).Duration() > AgreedTime.MostApart);

    private static string Off(WorkerReport server, bool rests) =>
        $"The clock of {server.Name} is {server.Skew.Duration().TotalSeconds:0} seconds {(server.Skew > TimeSpan.Zero ? "ahead of" : "behind")} the database's" +
        (rests ? ", so it takes no images from the queue." : ".");
}
