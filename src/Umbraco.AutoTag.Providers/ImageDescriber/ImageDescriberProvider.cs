using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.ImageDescriber;

/// <summary>
/// imagedescriber.app, AI Image Tag API (<c>POST /api/v1/generate_tags</c>): keywords, a title and one sentence from one picture.
/// It names no model and no confidence; both stay unknown.
/// </summary>
public sealed class ImageDescriberProvider : IVisionProvider
{
    private const string Path = "/api/v1/generate_tags";

    // The limit is a window of one minute and no Retry-After is documented: after a whole minute it is certainly free again.
    private static readonly TimeSpan s_rateWindow = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    public ProviderDeclaration Declaration { get; } = new()
    {
        Alias = "imagedescriber",
        Name = "imagedescriber.app",
        Tasks = VisionTasks.Keywords | VisionTasks.AltText | VisionTasks.Title | VisionTasks.Description,
        Formats = [ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.WebP],
        // 4 MB are documented, without saying whether raw or as base64: 3 MB raw are within both.
        MaxBytes = 3 * 1024 * 1024,
        Languages = AnswerLanguages.Only("en", "zh", "fr", "de", "es", "ja", "ko"),
        Confidence = ConfidenceSource.None,
        Rank = SourceRank.LanguageModel,
        Pinnable = false,
        SendsPicture = true,
        Charged = true,
        PricedBy = PriceUnit.Credit,
        FetchesAddresses = false,
        RateLimit = new RateLimit(30, TimeSpan.FromMinutes(1)),
        DefaultEndpoint = new Uri("https://api.imagedescriber.app"),
    };

    /// <inheritdoc />
    public IEnumerable<string> Validate(ConnectionOptions options) =>
        [.. EndpointRule.Validate(options, required: false), .. EndpointRule.ValidateKey(options), .. ImageDescriberSettings.Read(options).Problems];

    /// <inheritdoc />
    public async Task<VisionReply> AskAsync(Connection connection, VisionRequest request, CancellationToken cancellationToken)
    {
        if (LanguageRule.Against(connection, request) is { } failure)
        {
            return VisionReply.Failed(failure);
        }

        using HttpRequestMessage message = Write(connection, request);
        ExchangeResult exchange = await HttpExchange.SendAsync(connection, message, cancellationToken);
        return exchange.Answer is { } answer ? Read(connection, request, answer) : VisionReply.Failed(exchange.Failure!);
    }

    private static HttpRequestMessage Write(Connection connection, VisionRequest request)
    {
        PreparedImage image = request.Image ?? throw new ArgumentException("This provider is given a picture to send.", nameof(request));
        var question = new ImageDescriberQuestion(PictureText.DataUri(image), request.Language.ToLowerInvariant());
        var message = new HttpRequestMessage(HttpMethod.Post, EndpointRule.At(connection.Endpoint, Path))
        {
            Content = JsonContent.Create(question, ImageDescriberJson.Default.ImageDescriberQuestion, new MediaTypeHeaderValue("application/json")),
        };
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", connection.Options.ApiKey?.Trim());
        return message;
    }

    private VisionReply Read(Connection connection, VisionRequest request, HttpAnswer answer)
    {
        ErrorEnvelope envelope = ErrorEnvelope.Read(answer.Body);
        using JsonDocument? document = answer.ToJson();
        JsonElement data = document?.RootElement.Member("data") ?? default;
        Usage usage = CreditsOf(data);
        if (!answer.IsSuccess || (envelope.Code is { } code && code != "0") || answer.IsHtml)
        {
            return Failed(connection, answer, envelope, usage);
        }

        return data.Member("tags") is { ValueKind: JsonValueKind.Object } tags
            ? VisionReply.Answered(ObservationsOf(tags, request), usage) with { RequestId = IdOf(answer, envelope) }
            : Malformed(connection, answer, envelope, usage);
    }

    // One sentence of what is in the picture: it serves as alt text and, where a site has a property for it, as the description. The system offers
    // no other sentence, and a picture without alt text is worse off than one with a plain one that an editor sees marked as not yet reviewed.
    private List<Observation> ObservationsOf(JsonElement tags, VisionRequest request)
    {
        var list = new ObservationList(request.Tasks, Declaration.Confidence, request.Language);
        string? sentence = tags.Text("description");
        list.AddText(ObservationKind.AltText, sentence);
        list.AddText(ObservationKind.Title, tags.Text("title"));
        list.AddText(ObservationKind.Description, sentence);
        foreach (JsonElement tag in tags.Items("tags"))
        {
            list.AddKeyword(tag.AsText(), Confidence.Unknown);
        }

        return [.. list.Observations];
    }

    private static Usage CreditsOf(JsonElement data)
    {
        JsonElement credits = data.Member("credits") ?? default;
        return new Usage { Credits = credits.Amount("amount"), CreditsRemaining = credits.Amount("remaining") };
    }

    private static VisionReply Failed(Connection connection, HttpAnswer answer, ErrorEnvelope envelope, Usage usage)
    {
        ImageDescriberSettings settings = ImageDescriberSettings.Read(connection.Options).Settings;
        FailureKind kind = ImageDescriberErrors.Classify((int)answer.Status, envelope.Code, envelope.Message, settings.Codes);
        Failure failure = FailureMessages.For(connection, kind, answer, envelope).ChargedAs(connection, usage);
        TimeSpan? wait = failure.RetryAfter ?? (kind == FailureKind.Throttled ? s_rateWindow : null);
        return VisionReply.Failed(failure with { RetryAfter = wait }, usage) with { RequestId = IdOf(answer, envelope) };
    }

    private static VisionReply Malformed(Connection connection, HttpAnswer answer, ErrorEnvelope envelope, Usage usage) =>
        VisionReply.Failed(FailureMessages.For(connection, FailureKind.Malformed, answer, ErrorEnvelope.None).ChargedAs(connection, usage), usage) with { RequestId = IdOf(answer, envelope) };

    private static string? IdOf(HttpAnswer answer, ErrorEnvelope envelope) => envelope.RequestId ?? answer.RequestId;
}
