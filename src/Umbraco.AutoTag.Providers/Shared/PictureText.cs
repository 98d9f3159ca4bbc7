using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Umbraco.AutoTag.Core.Media;

namespace Umbraco.AutoTag.Providers.Shared;

/// <summary>
/// A picture as a text inside a request. It is encoded when the request is written, straight into its bytes: a string of it would take three times the
/// picture's memory, and be looked through for characters to escape that base64 does not have.
/// </summary>
[JsonConverter(typeof(PictureTextConverter))]
public sealed class PictureText
{
    private PictureText(PreparedImage image, string prefix) => (Image, Prefix) = (image, prefix);

    internal PreparedImage Image { get; }

    internal string Prefix { get; }

    /// <summary>Plain base64.</summary>
    public static PictureText Base64(PreparedImage image) => new(image, string.Empty);

    /// <summary><c>data:image/jpeg;base64,…</c> (RFC 2397).</summary>
    public static PictureText DataUri(PreparedImage image) => new(image, $"data:{image.MediaType};base64,");

    /// <summary>The same as a part of a JSON object that is put together by hand. The context that writes the object has to know this type.</summary>
    public JsonNode ToNode() => JsonValue.Create(this, PictureTextJson.Default.PictureText)!;
}

/// <summary>Writes one.</summary>
internal sealed class PictureTextConverter : JsonConverter<PictureText>
{
    private const int Quotes = 2;

    public override PictureText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Pictures are sent and never read.");

    public override void Write(Utf8JsonWriter writer, PictureText value, JsonSerializerOptions options)
    {
        ReadOnlySpan<byte> picture = value.Image.Bytes.Span;
        if (value.Prefix.Length == 0)
        {
            writer.WriteBase64StringValue(picture);
            return;
        }

        byte[] text = ArrayPool<byte>.Shared.Rent(Base64.GetMaxEncodedToUtf8Length(picture.Length) + value.Prefix.Length + Quotes);
        try
        {
            text[0] = (byte)'"';
            int length = 1 + Encoding.ASCII.GetBytes(value.Prefix, text.AsSpan(1));
            Base64.EncodeToUtf8(picture, text.AsSpan(length), out _, out int written);
            length += written;
            text[length++] = (byte)'"';
            writer.WriteRawValue(text.AsSpan(0, length), skipInputValidation: true);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(text);
        }
    }
}

[JsonSerializable(typeof(PictureText))]
internal sealed partial class PictureTextJson : JsonSerializerContext;
