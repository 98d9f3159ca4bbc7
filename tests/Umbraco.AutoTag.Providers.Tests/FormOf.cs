using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests;

/// <summary>One part of a form, as a server reads it.</summary>
internal sealed record FormPart(string Name, string? FileName, string? ContentType, byte[] Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes);
}

internal static class FormOf
{
    public static async Task<IReadOnlyList<FormPart>> PartsAsync(ReceivedRequest sent)
    {
        string boundary = sent.Headers["Content-Type"].Split("boundary=")[1];
        Assert.That(boundary, Does.Not.Contain("\""), "some servers do not read a quoted boundary");
        var reader = new MultipartReader(boundary, new MemoryStream(sent.Bytes.ToArray()));
        var parts = new List<FormPart>();
        while (await reader.ReadNextSectionAsync() is { } section)
        {
            using var bytes = new MemoryStream();
            await section.Body.CopyToAsync(bytes);
            ContentDispositionHeader header = ContentDispositionHeader.Parse(section.ContentDisposition!);
            parts.Add(new FormPart(header.Name, header.FileName, section.ContentType, bytes.ToArray()));
        }

        return parts;
    }

    private sealed record ContentDispositionHeader(string Name, string? FileName)
    {
        public static ContentDispositionHeader Parse(string raw)
        {
            var parsed = Microsoft.Net.Http.Headers.ContentDispositionHeaderValue.Parse(raw);
            Assert.That(parsed.FileNameStar.HasValue, Is.False, "some servers do not read filename*");
            return new(parsed.Name.ToString().Trim('"'), parsed.FileName.HasValue ? parsed.FileName.ToString().Trim('"') : null);
        }
    }
}
