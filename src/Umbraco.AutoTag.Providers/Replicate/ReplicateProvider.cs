using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Jobs;
using Umbraco.AutoTag.Providers.Shared.Prompts;

namespace Umbraco.AutoTag.Providers.Replicate;

/// <summary>
/// Replicate: a prediction is created, waited for and read, all within one question; whoever stops waiting cancels it. The version's hash is pin and
/// reported model in one.
/// </summary>
/// <param name="clock">Waits between two looks by it.</param>
public sealed class ReplicateProvider(TimeProvider clock) : IVisionProvider, IJobProvider
{
    /// <inheritdoc />
    public ProviderDeclaration Declaration { get; } = new()
    {
        Alias = "replicate",
        Name = "Replicate",
        Tasks = HousePrompt.Tasks,
        Formats = [ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.WebP],
        // replicate.com/docs, input files: data URLs up to 256 kB, of which base64 is four thirds of the picture.
        MaxBytes = 190_000,
        Confidence = ConfidenceSource.SelfReported,
        Rank = SourceRank.LanguageModel,
        Pinnable = true,
        ReportsAnotherName = true,
        SendsPicture = true,
        Charged = true,
        PricedBy = PriceUnit.MachineTime,
        FetchesAddresses = true,
        // replicate.com/docs, rate limits: creating predictions.
        RateLimit = new RateLimit(600, TimeSpan.FromMinutes(1)),
        PromptVersion = HousePrompt.Version,
        AnswersInSeveralLanguages = true,
        DefaultEndpoint = new Uri("https://api.replicate.com"),
    };

    /// <inheritdoc />
    public IEnumerable<string> Validate(ConnectionOptions options) =>
    [
        .. EndpointRule.Validate(options, required: false),
        .. EndpointRule.ValidateKey(options),
        .. EndpointRule.ValidateModel(options),
        .. ReplicateModel.Rule.Validate(options),
        .. ReplicateSettings.Read(options).Problems,
    ];

    /// <inheritdoc />
    public bool TellsTime(ConnectionOptions options) => true;

    /// <inheritdoc />
    public string? AgainstQuestions(ConnectionOptions options)
    {
        ReplicateSettings settings = ReplicateSettings.Read(options).Settings;
        return settings.IsCaption
            ? $"{ConnectionSettings.Prefix}:Settings:Answer is 'caption', of a model that writes one sentence whatever it is asked. Take the question out."
            : settings.Input.AgainstQuestions;
    }

    /// <inheritdoc />
    public async Task<VisionReply> AskAsync(Connection connection, VisionRequest request, CancellationToken cancellationToken)
    {
        string name = ModelRule.Of(connection, request, string.Empty);
        if (ReplicateModel.Parse(name) is not { } model)
        {
            return VisionReply.Failed(ReplicateModel.Rule.Against(connection, name)!);
        }

        ReplicateSettings settings = ReplicateSettings.Read(connection.Options).Settings;
        var predictions = new Predictions(connection, settings);
        return await new RemoteJob(connection, predictions.Protocol, clock).AskAsync(
            request,
            () => predictions.Create(model, request),
            answer => PredictionReader.Read(connection, request, answer, settings),
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<JobBill?> BillAsync(Connection connection, string jobId, CancellationToken cancellationToken)
    {
        ReplicateSettings settings = ReplicateSettings.Read(connection.Options).Settings;
        return new RemoteJob(connection, new Predictions(connection, settings).Protocol, clock)
            .BillAsync(jobId, answer => PredictionReader.Read(connection, RemoteJob.NoQuestion, answer, settings), cancellationToken);
    }
}
