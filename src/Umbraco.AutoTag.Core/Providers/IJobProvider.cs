using Umbraco.AutoTag.Core.Connections;

namespace Umbraco.AutoTag.Core.Providers;

/// <summary>
/// Code whose system works on a question as a job that it can be asked about afterwards, also by a process that did not begin it; implemented beside
/// <see cref="IVisionProvider"/>. Such code tells the job's id as soon as it knows it (<see cref="VisionRequest.OnBegun"/>).
/// </summary>
public interface IJobProvider
{
    /// <summary>
    /// What a job that nobody waits for any more comes to. Asks once, begins nothing and costs nothing; only a bug or
    /// <paramref name="cancellationToken"/> throws.
    /// </summary>
    /// <param name="connection">Who was asked.</param>
    /// <param name="jobId">The system's id of the job.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null where the job goes on, where the system does not know it any more, or where it does not say.</returns>
    Task<JobBill?> BillAsync(Connection connection, string jobId, CancellationToken cancellationToken);
}

/// <summary>What a job came to, by the system's own figures.</summary>
/// <param name="Charged">Whether it was paid for, as far as the system says.</param>
/// <param name="Usage">What it used.</param>
public sealed record JobBill(Charged Charged, Usage Usage);
