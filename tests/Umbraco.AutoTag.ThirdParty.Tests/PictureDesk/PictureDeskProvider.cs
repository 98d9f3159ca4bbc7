using System.Net.Http.Headers;
using System.Text.Json;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Text;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Providers.Shared;

namespace PictureDesk;

/// <summary>Picture Desk (<c>POST /v1/look</c>), an invented system: things with a score, and one sentence.</summary>
public sealed partial class PictureDeskProvider : IVisionProvider
{
    /// <inheritdoc />
    public ProviderDeclaration Declaration { get; } = new()
    {
        Alias = "picture-desk",
        Name = "Picture Desk",
        Tasks = VisionTasks.Keywords | VisionTasks.AltText,
        Formats = [ImageFormat.Jpeg, ImageFormat.Png],
        MaxBytes = 2 * 1024 * 1024,
        Languages = AnswerLanguages.Only("en", "da"),
        Confidence = ConfidenceSource.Score,
        Rank = SourceRank.Classifier,
        Pinnable = false,
        SendsPicture = true,
        Charged = true,
        PricedBy = PriceUnit.Credit,
        RateLimit = new RateLimit(10, TimeSpan.FromSeconds(1)),
        DefaultEndpoint = new Uri("https://api.picturedesk.example"),
    };

    /// <inheritdoc />
    public IEnumerable<string> Validate(ConnectionOptions options) =>
        [.. EndpointRule.Validate(options, required: false), .. EndpointRule.ValidateKey(options), .. new ConnectionSettings(options).Problems];

    /// <inheritdoc />
    public async Task<VisionReply> AskAsync(Connection connection, VisionRequest request, CancellationToken cancellationToken)
    {
        if (LanguageRule.Against(connection, request) is { } failure)
        {
            return VisionReply.Failed(failure);
        }

        using HttpRequestMessage message = Write(connection, request);
        ExchangeResult exchange = await HttpExchange.SendAsync(connection, message, cancellationToken);
        return exchange.Answer is { } answer
            ? JsonAnswer.Read(connection, answer, root => Read(request, root), root => Judge(answer, root))
            : VisionReply.Failed(exchange.Failure!);
    }

    private static HttpRequestMessage Write(Connection connection, VisionRequest request)
    {
        PreparedImage image = request.Image ?? throw new ArgumentException("This provider is given a picture to send.", nameof(request));
        var message = new HttpRequestMessage(HttpMethod.Post, EndpointRule.At(connection.Endpoint, "/v1/look"))
        {
            Content = JsonBody.With(image, json =>
            {
                json.WriteStartObject();
                json.WriteString("language", request.Language.ToLowerInvariant());
                json.WriteBase64String("picture", image.Bytes.Span);
                json.WriteEndObject();
            }),
        };
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", connection.Options.ApiKey?.Trim());
        return message;
    }

    private static VisionReply? Read(VisionRequest request, JsonElement root)
    {
        if (root.Member("things") is not { ValueKind: JsonValueKind.Array } things)
        {
            return null;
        }

        var list = new ObservationList(request.Tasks, ConfidenceSource.Score, request.Language);
        list.AddText(ObservationKind.AltText, root.Text("sentence"));
        foreach (JsonElement thing in things.EnumerateArray())
        {
            list.AddKeyword(thing.Text("word"), Confidence.FromProvider(thing.Number("sure")));
        }

        string model = UntrustedText.Clean(root.Text("model"), 200);
        return VisionReply.Answered(list.Observations, new Usage { Credits = root.Amount("credits") }) with { ModelReported = model.Length > 0 ? model : null };
    }

    // The vendor's own word first: "empty" comes with 403, which otherwise means the key.
    private static Verdict Judge(HttpAnswer answer, JsonElement root)
    {
        ErrorEnvelope said = root.ValueKind == JsonValueKind.Object ? ErrorEnvelope.Said(root.Text("word"), root.Text("explained")) : ErrorEnvelope.None;
        return new Verdict(said.Code == "empty" ? FailureKind.OutOfCredit : ErrorTable.Classify(answer, said), said);
    }
}
