using System.Text.Json.Serialization;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.ImageDescriber;

/// <summary>The request of <c>POST /api/v1/generate_tags</c>.</summary>
internal sealed record ImageDescriberQuestion(
    [property: JsonPropertyName("image")] PictureText Image,
    [property: JsonPropertyName("lang")] string Language);

[JsonSerializable(typeof(ImageDescriberQuestion))]
internal sealed partial class ImageDescriberJson : JsonSerializerContext;
