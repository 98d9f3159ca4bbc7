using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>A paid provider that answers what the test says and counts how often it was asked.</summary>
internal sealed class ScriptedProvider : IVisionProvider, IJobProvider
{
    private Func<VisionRequest, CancellationToken, Task<VisionReply>> _answer = (_, _) => Task.FromResult(VisionReply.Answered([]));

    public int Calls { get; private set; }

    public bool IsPaidByTime { get; set; }

    /// <summary>Its limit of each model.</summary>
    public Func<string?, RateLimit?> Limit { get; set; } = _ => null;

    /// <summary>True where it never answers what became of a job.</summary>
    public bool IsSilentAboutJobs { get; set; }

    /// <summary>What its jobs came to, by their ids.</summary>
    public Dictionary<string, JobBill> Bills { get; } = [];

    public ProviderDeclaration Declaration { get; set; } = new()
    {
        Alias = "scripted",
        Name = "Scripted",
        Tasks = VisionTasks.Keywords | VisionTasks.AltText | VisionTasks.Title,
        Formats = [ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.WebP],
        MaxBytes = 4_000_000,
        Confidence = ConfidenceSource.Score,
        Rank = SourceRank.Classifier,
        Pinnable = true,
        SendsPicture = true,
        Charged = true,
        DefaultEndpoint = new Uri("http://localhost"),
    };

    public void Says(params Observation[] observations) =>
        _answer = (_, _) => Task.FromResult(VisionReply.Answered(observations, new Usage { Credits = 1 }) with { ModelReported = "scripted-2026-11" });

    public void Fails(Failure failure) => _answer = (_, _) => Task.FromResult(VisionReply.Failed(failure));

    public void Does(Func<VisionRequest, CancellationToken, Task<VisionReply>> answer) => _answer = answer;

    public IEnumerable<string> Validate(ConnectionOptions options) => [];

    public RateLimit? RateLimitOf(ConnectionOptions options, string? model) => Limit(model);

    public bool TellsTime(ConnectionOptions options) => IsPaidByTime;

    public Task<VisionReply> AskAsync(Connection connection, VisionRequest request, CancellationToken cancellationToken)
    {
        Calls++;
        return _answer(request, cancellationToken);
    }

    public async Task<JobBill?> BillAsync(Connection connection, string jobId, CancellationToken cancellationToken)
    {
        if (IsSilentAboutJobs)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        return Bills.GetValueOrDefault(jobId);
    }
}
