using Umbraco.AutoTag.Core.Runs;

namespace Umbraco.AutoTag.TestKit;

/// <summary>What is known of one run, where the stores are asked for several at once.</summary>
public static class OneRun
{
    /// <summary>How many of its images are where.</summary>
    public static async Task<RunCounts> CountAsync(this IRunImages images, Guid run, CancellationToken cancellationToken) =>
        (await images.CountAsync([run], cancellationToken))[run];

    /// <summary>What its calls have cost.</summary>
    public static async Task<RunSpend> SpendAsync(this IRunFacts facts, Guid run, CancellationToken cancellationToken) =>
        (await facts.SpendAsync([run], cancellationToken))[run];
}
