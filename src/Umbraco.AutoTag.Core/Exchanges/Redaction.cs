using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;

namespace Umbraco.AutoTag.Core.Exchanges;

/// <summary>
/// Takes out of a text what a connection must keep to itself: its secrets in every form they travel in, what looks like somebody's secret, and the
/// picture. Vendors repeat in their answers what they were sent, so answers are treated no better than questions.
/// </summary>
internal sealed partial class Redaction
{
    /// <summary>Stands where something was taken out.</summary>
    public const string Hidden = "[hidden]";

    private static readonly JsonWriterOptions s_legible = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly IReadOnlyList<string> _secrets;
    private readonly PreparedImage? _picture;
    private readonly string? _encodedPicture;

    public Redaction(ConnectionOptions options, PreparedImage? picture)
    {
        _secrets = ConnectionSecrets.Of(options);
        _picture = picture;
        _encodedPicture = picture is null ? null : Convert.ToBase64String(picture.Bytes.Span);
    }

    /// <summary>Characters of the longest secret; 0 where there is none.</summary>
    public int LongestSecret => _secrets is [{ } longest, ..] ? longest.Length : 0;

    /// <summary>True for the picture's own bytes.</summary>
    public bool IsPicture(ReadOnlySpan<byte> bytes) => _picture is { } picture && bytes.SequenceEqual(picture.Bytes.Span);

    /// <summary>A body: JSON is parsed, so that no way to write it hides anything, and made legible.</summary>
    public string OfBody(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var legible = new ArrayBufferWriter<byte>();
            using (var json = new Utf8JsonWriter(legible, s_legible))
            {
                Write(json, document.RootElement);
            }

            return Visible(Encoding.UTF8.GetString(legible.WrittenSpan));
        }
        catch (JsonException)
        {
            // An answer that broke off: what JSON would have spelt out is spelt out here.
            return Of(Escaped().Replace(Encoding.UTF8.GetString(body.Span), escape => ((char)Convert.ToInt32(escape.Groups[1].Value, 16)).ToString()));
        }
    }

    /// <summary>Any text.</summary>
    public string Of(string text)
    {
        string clean = _encodedPicture is null ? text : text.Replace(_encodedPicture, PictureMark, StringComparison.Ordinal);
        foreach (string secret in _secrets)
        {
            clean = clean.Replace(secret, Hidden, StringComparison.OrdinalIgnoreCase);
        }

        clean = LooksSecret().Replace(clean, Hidden);
        return Visible(LongRun().Replace(clean, run => string.Create(CultureInfo.InvariantCulture, $"[{run.Length:N0} characters]")));
    }

    private string PictureMark => string.Create(CultureInfo.InvariantCulture, $"[{_picture!.MediaType}, {_picture.Bytes.Length:N0} bytes]");

    private void Write(Utf8JsonWriter json, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    string name = Legal(() => property.Name);
                    json.WritePropertyName(Of(name));
                    if (property.Value.ValueKind == JsonValueKind.String && NamesASecret().IsMatch(name))
                    {
                        json.WriteStringValue(Hidden);
                    }
                    else
                    {
                        Write(json, property.Value);
                    }
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (JsonElement item in element.EnumerateArray())
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.String:
                json.WriteStringValue(Of(Legal(() => element.GetString()!)));
                break;
            default:
                json.WriteRawValue(Of(element.GetRawText()), skipInputValidation: true);
                break;
        }
    }

    // Half a character is no text, and .NET says so only when it is read.
    private static string Legal(Func<string> text)
    {
        try
        {
            return text();
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }

    // Characters that show nothing, or turn the line around, could hide what is there.
    private static string Visible(string text) => Unseen().Replace(text, "\uFFFD");

    [GeneratedRegex(@"(?:^|[_.\s-])(?:api[_-]?key|key|secret|password|token|authorization|signature|credential|cookie)$|(?-i:[a-z0-9](?:Key|Secret|Password|Token|Signature|Credential)$)", RegexOptions.IgnoreCase)]
    private static partial Regex NamesASecret();

    [GeneratedRegex(@"\b(?:Bearer|Basic|Key|Token)\s+(?=\S*\d)[A-Za-z0-9+/=._~-]{8,}|\b(?:sk|pk|rk|key|api[_-]?key)[-_=:][A-Za-z0-9*._-]{8,}|\bAKIA[A-Z0-9]{12,}|\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_.-]+", RegexOptions.IgnoreCase)]
    private static partial Regex LooksSecret();

    // Also of a picture within JSON within JSON, and of one that was cut off: there "/", "+" and "=" stand escaped.
    [GeneratedRegex(@"(?:[A-Za-z0-9+/=_-]|%[0-9A-Fa-f]{2}|\\+(?:/|u00(?:2[BbFf]|3[Dd]))){160,}")]
    private static partial Regex LongRun();

    [GeneratedRegex(@"\\u(00[2-7][0-9A-Fa-f])")]
    private static partial Regex Escaped();

    [GeneratedRegex(@"[\p{Cf}\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F]")]
    private static partial Regex Unseen();
}
