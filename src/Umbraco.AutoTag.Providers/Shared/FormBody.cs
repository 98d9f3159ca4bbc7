using System.Buffers.Text;
using System.Net.Http.Headers;
using Umbraco.AutoTag.Core.Media;

namespace Umbraco.AutoTag.Providers.Shared;

/// <summary>
/// A request as <c>multipart/form-data</c> (RFC 7578). The boundary stands without quotes and each name is said once: some servers read neither
/// the quoted boundary nor the <c>filename*</c> that .NET writes by itself.
/// </summary>
public static class FormBody
{
    /// <summary>A form of these parts.</summary>
    public static HttpContent Of(IEnumerable<HttpContent> parts)
    {
        var form = new MultipartFormDataContent();
        NameValueHeaderValue boundary = form.Headers.ContentType!.Parameters.Single();
        boundary.Value = boundary.Value!.Trim('"');
        foreach (HttpContent part in parts)
        {
            form.Add(part);
        }

        return form;
    }

    /// <summary>A short text.</summary>
    public static HttpContent Text(string name, string value)
    {
        var text = new StringContent(value);
        text.Headers.ContentType = null;
        return Named(text, name);
    }

    /// <summary>A picture as a text.</summary>
    public static HttpContent Base64Text(string name, PreparedImage image)
    {
        byte[] encoded = new byte[Base64.GetMaxEncodedToUtf8Length(image.Bytes.Length)];
        Base64.EncodeToUtf8(image.Bytes.Span, encoded, out _, out int length);
        return Named(new ByteArrayContent(encoded, 0, length), name);
    }

    /// <summary>A picture as a file. It has a name because servers want one, and never its own.</summary>
    public static HttpContent File(string name, PreparedImage image)
    {
        var file = new ReadOnlyMemoryContent(image.Bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue(image.MediaType);
        Named(file, name).Headers.ContentDisposition!.FileName = $"\"picture.{image.Format.ToString().ToLowerInvariant()}\"";
        return file;
    }

    private static HttpContent Named(HttpContent content, string name)
    {
        content.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = $"\"{name}\"" };
        return content;
    }
}
