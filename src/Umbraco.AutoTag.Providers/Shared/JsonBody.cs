using System.Buffers;
using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Text.Json;
using Umbraco.AutoTag.Core.Media;

namespace Umbraco.AutoTag.Providers.Shared;

/// <summary>A request in JSON with a picture as base64, written once into memory of the right size.</summary>
public static class JsonBody
{
    /// <summary>Room for everything around the picture.</summary>
    private const int Frame = 8 * 1024;

    /// <summary>Writes one.</summary>
    /// <param name="image">The picture that will be in it.</param>
    /// <param name="write">Writes the whole document.</param>
    /// <param name="mediaType">As the vendor documents it.</param>
    public static HttpContent With(PreparedImage image, Action<Utf8JsonWriter> write, string mediaType = "application/json")
    {
        var buffer = new ArrayBufferWriter<byte>(Base64.GetMaxEncodedToUtf8Length(image.Bytes.Length) + Frame);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            write(writer);
        }

        var content = new ReadOnlyMemoryContent(buffer.WrittenMemory);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        return content;
    }
}
