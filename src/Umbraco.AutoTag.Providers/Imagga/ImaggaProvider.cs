using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Imagga;

/// <summary>
/// Imagga tagging (<c>POST /v2/tags</c>): keywords with a score, in some fifty languages. It names no model, and none can be pinned.
/// Source: docs.imagga.com and the public client henomis/imagga-go.
/// </summary>
public sealed class ImaggaProvider : IVisionProvider
{
    /// <inheritdoc />
    public ProviderDeclaration Declaration { get; } = new()
    {
        Alias = "imagga",
        Name = "Imagga",
        Tasks = VisionTasks.Keywords,
        Formats = [ImageFormat.Jpeg, ImageFormat.Png],
        // No limit is published; a rendition of 2,048 pixels stays below.
        MaxBytes = 4 * 1024 * 1024,
        Languages = AnswerLanguages.Only(
            "ar", "bg", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "ht", "hu", "id", "it", "ja", "ko",
            "lt", "lv", "ms", "mt", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk", "ur", "vi", "zh"),
        Confidence = ConfidenceSource.Score,
        Rank = SourceRank.Classifier,
        Pinnable = false,
        SendsPicture = true,
        Charged = true,
        PricedBy = PriceUnit.Picture,
        FetchesAddresses = true,
        DefaultEndpoint = new Uri("https://api.imagga.com"),
    };

    /// <inheritdoc />
    public IEnumerable<string> Validate(ConnectionOptions options) =>
        [.. EndpointRule.Validate(options, required: false), .. EndpointRule.ValidateKey(options), .. ImaggaSettings.Read(options).Problems];

    /// <inheritdoc />
    public async Task<VisionReply> AskAsync(Connection connection, VisionRequest request, CancellationToken cancellationToken)
    {
        Failure? failure = TaskRule.Against(connection, request, Declaration.Tasks) ?? LanguageRule.Against(connection, request);
        if (failure is not null)
        {
            return VisionReply.Failed(failure);
        }

        using HttpRequestMessage message = Write(connection, request);
        ExchangeResult exchange = await HttpExchange.SendAsync(connection, message, cancellationToken);
        return exchange.Answer is { } answer
            ? JsonAnswer.Read(connection, answer, root => Read(connection, request, answer, root), root => ImaggaErrors.Judge(answer, root))
            : VisionReply.Failed(exchange.Failure!);
    }

    private static HttpRequestMessage Write(Connection connection, VisionRequest request)
    {
        PreparedImage image = request.Image ?? throw new ArgumentException("This provider is given a picture to send.", nameof(request));
        ImaggaSettings settings = ImaggaSettings.Read(connection.Options).Settings;
        HttpContent form = FormBody.Of(
        [
            FormBody.Base64Text("image_base64", image),
            FormBody.Text("language", CodeOf(request.Language)),
            FormBody.Text("limit", request.MaxKeywords.ToString(CultureInfo.InvariantCulture)),
        ]);
        var message = new HttpRequestMessage(HttpMethod.Post, EndpointRule.At(connection.Endpoint, settings.Path)) { Content = form };
        string account = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.KeyId}:{connection.Options.ApiKey?.Trim()}"));
        message.Headers.Authorization = new AuthenticationHeaderValue("Basic", account);
        message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return message;
    }

    private static VisionReply? Read(Connection connection, VisionRequest request, HttpAnswer answer, JsonElement root)
    {
        if ((root.Member("status") ?? default).Text("type") == "error")
        {
            return JsonAnswer.Failed(connection, answer, ImaggaErrors.JudgeInside(root));
        }

        if ((root.Member("result") ?? default).Member("tags") is not { ValueKind: JsonValueKind.Array } tags)
        {
            return null;
        }

        var list = new ObservationList(request.Tasks, ConfidenceSource.Score, request.Language);
        foreach (JsonElement found in tags.EnumerateArray())
        {
            list.AddKeyword((found.Member("tag") ?? default).Text(CodeOf(request.Language)), Confidence.FromProvider(found.Number("confidence"), scale: 100));
        }

        return VisionReply.Answered(list.Observations);
    }

    private static string CodeOf(string language) => language.Equals("zh", StringComparison.OrdinalIgnoreCase) ? "zh_chs" : language.ToLowerInvariant();
}
