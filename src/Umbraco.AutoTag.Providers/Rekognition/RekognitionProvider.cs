using System.Text.RegularExpressions;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Rekognition;

/// <summary>
/// Amazon Rekognition (AWS JSON 1.1, <c>POST /</c>), one operation each. Requests are signed, so a connection needs the credential <c>aws</c>, which
/// comes in the package Umbraco.AutoTag.Providers.Aws. Source: botocore/data/rekognition/2016-06-27/service-2.json.
/// </summary>
/// <param name="operation">Which one.</param>
public sealed partial class RekognitionProvider(RekognitionOperation operation) : IVisionProvider
{
    private static readonly ModelRule s_arn = new(model => ModelArn().IsMatch(model), "must be the ARN of a project version: arn:aws:rekognition:{region}:{account}:project/{name}/version/{version}/{time}");

    private static readonly ModelRule s_adapter = new(model => model.Length == 0 || ModelArn().IsMatch(model), "must be the ARN of an adapter, or be left out");

    private static readonly ModelRule s_none = new(model => model.Length == 0, "must be left out: Rekognition names its model in the answer and offers no choice");

    /// <inheritdoc />
    public ProviderDeclaration Declaration { get; } = new()
    {
        Alias = operation.Alias,
        Name = operation.Name,
        Tasks = operation.Task,
        Formats = [ImageFormat.Jpeg, ImageFormat.Png],
        MaxBytes = operation == RekognitionOperation.CustomLabels ? 4 * 1024 * 1024 : 5 * 1024 * 1024,
        MinSidePixels = 80,
        MaxSidePixels = operation == RekognitionOperation.Labels || operation == RekognitionOperation.Moderation ? 10_000 : null,
        Languages = operation.Languages,
        Confidence = ConfidenceSource.Score,
        Rank = SourceRank.Classifier,
        Pinnable = operation == RekognitionOperation.CustomLabels,
        ReportsAnotherName = true,
        SendsPicture = true,
        Charged = true,
        PricedBy = operation == RekognitionOperation.CustomLabels ? PriceUnit.MachineTime : PriceUnit.Picture,
        Region = RegionChoice.ByAddress,
        FetchesAddresses = false,
        Credentials = ["aws"],
    };

    private ModelRule Models => operation == RekognitionOperation.CustomLabels ? s_arn : operation == RekognitionOperation.Moderation ? s_adapter : s_none;

    /// <inheritdoc />
    public IEnumerable<string> Validate(ConnectionOptions options)
    {
        IEnumerable<string> credential = options.NeedsCredential()
            ? []
            : [$"{ConnectionSettings.Prefix}:Credential is missing: set it to 'aws' and install the package Umbraco.AutoTag.Providers.Aws, which signs the calls."];
        IEnumerable<string> model = operation == RekognitionOperation.CustomLabels && string.IsNullOrWhiteSpace(options.Model)
            ? [$"{ConnectionSettings.Prefix}:Model is missing: name the model by its ARN."]
            : Models.Validate(options);
        return
        [
            .. credential,
            .. EndpointRule.ValidateKey(options),
            .. EndpointRule.Validate(options, required: true, "https://rekognition.eu-central-1.amazonaws.com"),
            .. model,
            .. RekognitionSettings.Read(options, operation).Problems,
        ];
    }

    /// <inheritdoc />
    public Destination DestinationOf(ConnectionOptions options)
    {
        Destination address = Destination.Of(Declaration, options);
        // rekognition.{region}.amazonaws.com; a gateway of the site's own says nothing about where it leads.
        return address.Host?.Split('.') is ["rekognition" or "rekognition-fips", { Length: > 0 } region, "amazonaws", "com", ..] ? address with { Region = region } : address;
    }

    /// <inheritdoc />
    public async Task<VisionReply> AskAsync(Connection connection, VisionRequest request, CancellationToken cancellationToken)
    {
        string model = ModelRule.Of(connection, request, string.Empty);
        if (Against(connection, request, model) is { } failure)
        {
            return VisionReply.Failed(failure);
        }

        RekognitionSettings settings = RekognitionSettings.Read(connection.Options, operation).Settings;
        using HttpRequestMessage message = RekognitionWriter.Write(connection, request, operation, settings, model);
        ExchangeResult exchange = await HttpExchange.SendAsync(connection, message, cancellationToken);
        return exchange.Answer is { } answer
            ? RekognitionReader.Read(connection, request, operation, settings, model, answer)
            : VisionReply.Failed(exchange.Failure!);
    }

    private Failure? Against(Connection connection, VisionRequest request, string model) =>
        (connection.Options.NeedsCredential() ? null : Unsigned(connection))
        ?? TaskRule.Against(connection, request, operation.Task)
        ?? LanguageRule.Against(connection, request)
        ?? Models.Against(connection, model);

    private static Failure Unsigned(Connection connection) => new(
        FailureKind.Misconfigured,
        $"Connection '{connection.Alias}' has nobody to sign its calls. Install the package Umbraco.AutoTag.Providers.Aws and set AutoTag:Connections:{connection.Alias}:Credential to 'aws'.")
    {
        Code = "credential",
        Sent = false,
    };

    [GeneratedRegex(@"^arn:aws(?:-cn|-us-gov)?:rekognition:[a-z0-9-]{1,40}:\d{12}:project/[A-Za-z0-9_.-]{1,255}/version/[A-Za-z0-9_.-]{1,255}/\d{1,20}$")]
    private static partial Regex ModelArn();
}
