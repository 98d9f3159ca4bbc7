using System.Net;

namespace Umbraco.AutoTag.Core.Exchanges;

/// <summary>An answer's body that keeps the beginning of what is read of it, and changes nothing for who reads.</summary>
internal sealed class ObservedContent : HttpContent
{
    /// <summary>So much is kept.</summary>
    public const int MostBytes = 64 * 1024;

    private readonly HttpContent _inner;
    private readonly MemoryStream _kept = new();

    public ObservedContent(HttpContent inner)
    {
        _inner = inner;
        foreach (KeyValuePair<string, IEnumerable<string>> header in inner.Headers)
        {
            Headers.TryAddWithoutValidation(header.Key, header.Value);
        }
    }

    /// <summary>The beginning of what was read.</summary>
    public byte[] Kept => _kept.ToArray();

    /// <summary>True where more was read than is kept.</summary>
    public bool IsCut { get; private set; }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await using Stream body = await CreateContentReadStreamAsync();
        await body.CopyToAsync(stream);
    }

    protected override async Task<Stream> CreateContentReadStreamAsync() => new Tee(await _inner.ReadAsStreamAsync(), Keep);

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
        new Tee(await _inner.ReadAsStreamAsync(cancellationToken), Keep);

    protected override bool TryComputeLength(out long length)
    {
        length = _inner.Headers.ContentLength ?? 0;
        return _inner.Headers.ContentLength is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Keep(ReadOnlySpan<byte> read)
    {
        int room = MostBytes - (int)_kept.Length;
        _kept.Write(read[..Math.Min(read.Length, room)]);
        IsCut |= read.Length > room;
    }

    private delegate void Keeper(ReadOnlySpan<byte> read);

    /// <summary>Reads another stream and shows what was read.</summary>
    private sealed class Tee(Stream inner, Keeper keep) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            int read = inner.Read(buffer, offset, count);
            keep(buffer.AsSpan(offset, read));
            return read;
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int read = await inner.ReadAsync(buffer, cancellationToken);
            keep(buffer.Span[..read]);
            return read;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
