using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Chat;
using Umbraco.AutoTag.Providers.Shared.Jobs;
using Umbraco.AutoTag.Providers.Shared.Prompts;

namespace Umbraco.AutoTag.Providers.RunPod;

/// <summary>
/// RunPod serverless: an endpoint of the site's own account with a worker it chose. A worker of one's own is run as a job (<c>runsync</c> or <c>run</c>)
/// and stopped where nobody waits any more; a vLLM worker is asked through the chat completions it speaks.
/// </summary>
/// <param name="clock">Waits between two looks at a job by it.</param>
public sealed class RunPodProvider(TimeProvider clock) : IVisionProvider, IJobProvider
{
    /// <inheritdoc />
    public ProviderDeclaration Declaration { get; } = new()
    {
        Alias = "runpod",
        Name = "RunPod serverless",
        Tasks = HousePrompt.Tasks,
        Formats = [ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.WebP],
        // docs.runpod.io, operations: 10 MB for run (20 MB for runsync), of which base64 is four thirds of the picture.
        MaxBytes = 7 * 1024 * 1024,
        Confidence = ConfidenceSource.SelfReported,
        Rank = SourceRank.LanguageModel,
        // What answers is the container behind the endpoint; no request can name it.
        Pinnable = false,
        SendsPicture = true,
        Charged = true,
        PricedBy = PriceUnit.MachineTime,
        // docs.runpod.io, operations: the lower of the two, run.
        RateLimit = new RateLimit(1_000, TimeSpan.FromSeconds(10)),
        PromptVersion = HousePrompt.Version,
        AnswersInSeveralLanguages = true,
        DefaultEndpoint = new Uri("https://api.runpod.ai"),
    };

    /// <inheritdoc />
    public IEnumerable<string> Validate(ConnectionOptions options)
    {
        (RunPodSettings settings, IEnumerable<string> problems) = RunPodSettings.Read(options);
        return
        [
            .. EndpointRule.Validate(options, required: false),
            .. EndpointRule.ValidateKey(options),
            .. settings.IsVllm ? EndpointRule.ValidateModel(options).Concat(ValidatePrice(options)) : [],
            .. problems,
        ];
    }

    /// <inheritdoc />
    public bool TellsTime(ConnectionOptions options) => !RunPodSettings.Read(options).Settings.IsVllm;

    /// <inheritdoc />
    public string? AgainstQuestions(ConnectionOptions options) =>
        RunPodSettings.Read(options).Settings is { IsVllm: false, Input: var input } ? input.AgainstQuestions : null;

    /// <inheritdoc />
    public async Task<VisionReply> AskAsync(Connection connection, VisionRequest request, CancellationToken cancellationToken)
    {
        RunPodSettings settings = RunPodSettings.Read(connection.Options).Settings;
        if (settings.IsVllm)
        {
            return await ChatCall.AskAsync(connection, request, settings.Dialect, cancellationToken);
        }

        var jobs = new RunPodJobs(connection, settings);
        return await new RemoteJob(connection, jobs.Protocol, clock)
            .AskAsync(request, () => jobs.Create(request), answer => RunPodReader.Read(connection, request, answer, settings), cancellationToken);
    }

    /// <inheritdoc />
    public async Task<JobBill?> BillAsync(Connection connection, string jobId, CancellationToken cancellationToken)
    {
        RunPodSettings settings = RunPodSettings.Read(connection.Options).Settings;
        return settings.IsVllm ? null : await new RemoteJob(connection, new RunPodJobs(connection, settings).Protocol, clock)
            .BillAsync(jobId, answer => RunPodReader.Read(connection, RemoteJob.NoQuestion, answer, settings), cancellationToken);
    }

    // Beforehand each call would count as its whole time-out, afterwards as unknown.
    private static IEnumerable<string> ValidatePrice(ConnectionOptions options) => options is { UsdPerComputeSecond: not null, UsdPerImage: null }
        ? [$"{ConnectionSettings.Prefix}:UsdPerComputeSecond has no effect with Worker 'vllm', which does not say how long it ran: set UsdPerImage from your own bill instead."]
        : [];
}
