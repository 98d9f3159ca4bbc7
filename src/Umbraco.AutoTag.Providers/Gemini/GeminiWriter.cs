using System.Net.Http.Headers;
using System.Net.Http.Json;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Prompts;

namespace Umbraco.AutoTag.Providers.Gemini;

/// <summary>Writes the request of <c>generateContent</c>, wherever it is served; who signs it adds the key or the token.</summary>
internal static class GeminiWriter
{
    /// <summary>Writes it.</summary>
    /// <param name="address">The models' address, to which <c>/{model}:generateContent</c> is added.</param>
    /// <param name="model">The model asked for.</param>
    /// <param name="request">The question.</param>
    /// <param name="settings">How it is asked.</param>
    public static HttpRequestMessage Write(Uri address, GeminiModel model, VisionRequest request, GeminiSettings settings)
    {
        // Escaped, because a name with a slash or a question mark would ask somewhere else.
        var message = new HttpRequestMessage(HttpMethod.Post, EndpointRule.At(address, $"{Uri.EscapeDataString(model.Id)}:generateContent"))
        {
            Content = JsonContent.Create(Question(model, request, settings), GeminiJson.Default.GeminiQuestion, new MediaTypeHeaderValue("application/json")),
        };
        HeaderSetting.Add(message, settings.Headers);
        return message;
    }

    private static GeminiQuestion Question(GeminiModel model, VisionRequest request, GeminiSettings settings)
    {
        PreparedImage image = request.Image ?? throw new ArgumentException("This provider is given a picture to send.", nameof(request));
        IEnumerable<GeminiPart> words = HousePrompt.Parts(request, spellOutForm: false).Select(part => new GeminiPart(part));
        return new GeminiQuestion(
            new GeminiContent([new GeminiPart(HousePrompt.System)]),
            [new GeminiContent([new GeminiPart(Picture: new GeminiPicture(image.MediaType, image.Bytes)), .. words], "user")],
            new GeminiGeneration
            {
                Schema = AnswerPart.Schema(request),
                MaxOutputTokens = settings.MaxOutputTokens,
                MediaResolution = settings.ResolutionWord,
                Thinking = settings.ThinkingFor(model),
            });
    }
}
