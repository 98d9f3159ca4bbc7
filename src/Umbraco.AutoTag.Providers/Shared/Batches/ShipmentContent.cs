using System.Net;
using System.Net.Http.Headers;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Providers.Shared.Batches;

/// <summary>The requests of a batch one after another, written out as they lie in memory and never put together.</summary>
public sealed class ShipmentContent : HttpContent
{
    private readonly ReadOnlyMemory<byte> _before;
    private readonly IReadOnlyList<BatchRequest> _requests;
    private readonly ReadOnlyMemory<byte> _between;
    private readonly ReadOnlyMemory<byte> _after;

    /// <summary>A body with these requests.</summary>
    /// <param name="mediaType">As the vendor documents it.</param>
    /// <param name="before">Stands before the first request.</param>
    /// <param name="requests">The requests.</param>
    /// <param name="between">Stands between two.</param>
    /// <param name="after">Stands after the last.</param>
    public ShipmentContent(string mediaType, ReadOnlyMemory<byte> before, IReadOnlyList<BatchRequest> requests, ReadOnlyMemory<byte> between, ReadOnlyMemory<byte> after)
    {
        (_before, _requests, _between, _after) = (before, requests, between, after);
        Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
    }

    /// <inheritdoc />
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc />
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(_before, cancellationToken);
        foreach ((int number, BatchRequest request) in _requests.Index())
        {
            if (number > 0)
            {
                await stream.WriteAsync(_between, cancellationToken);
            }

            await stream.WriteAsync(request.Body, cancellationToken);
        }

        await stream.WriteAsync(_after, cancellationToken);
    }

    /// <inheritdoc />
    protected override bool TryComputeLength(out long length)
    {
        length = _before.Length + _requests.Sum(request => (long)request.Body.Length) + (_requests.Count - 1L) * _between.Length + _after.Length;
        return true;
    }
}
