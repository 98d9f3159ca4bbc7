using System.Text;
using Microsoft.AspNetCore.Mvc;

namespace Umbraco.AutoTag.Api.Exports;

/// <summary>A file that is written line by line while it is made, so that its size costs no memory.</summary>
internal class LinesResult(IAsyncEnumerable<string> lines, string contentType, string fileName) : ActionResult
{
    /// <summary>Comma-separated values (RFC 4180).</summary>
    public const string Csv = "text/csv";

    /// <summary>One JSON value on each line.</summary>
    public const string JsonLines = "application/jsonl";

    // Large enough that a line costs no write of its own.
    private const int BufferSize = 64 * 1024;

    public override async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        CancellationToken gone = context.HttpContext.RequestAborted;
        response.ContentType = contentType + "; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{fileName}\"";
        response.Headers.XContentTypeOptions = "nosniff";
        await using var writer = new StreamWriter(response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), BufferSize, leaveOpen: true);
        await foreach (string line in lines.WithCancellation(gone))
        {
            await writer.WriteAsync(line.AsMemory(), gone);
        }
    }
}
