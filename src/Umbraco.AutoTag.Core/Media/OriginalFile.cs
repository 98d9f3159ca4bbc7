using System.Security.Cryptography;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Media;

/// <summary>
/// A media file copied once to a temporary file: on cloud storage every further look would be another download. The copy is
/// deleted when this is disposed, and where the process dies: nobody but this process can ever find it by name.
/// </summary>
public sealed class OriginalFile : IAsyncDisposable
{
    private readonly FileStream _copy;

    private OriginalFile(FileStream copy, ContentHash hash, ImageHeader header) => (_copy, Hash, Header) = (copy, hash, header);

    /// <summary>Hash of all bytes.</summary>
    public ContentHash Hash { get; }

    /// <summary>What the first bytes say.</summary>
    public ImageHeader Header { get; }

    /// <summary>Length in bytes.</summary>
    public long Length => _copy.Length;

    /// <summary>Copies at most <paramref name="maxBytes"/>; null where the source is longer.</summary>
    public static async Task<OriginalFile?> CopyAsync(Stream source, long maxBytes, CancellationToken cancellationToken)
    {
        FileStream copy = new(Path.Combine(Path.GetTempPath(), $"autotag-{Path.GetRandomFileName()}"), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read | FileShare.Delete | FileShare.Write,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        });
        try
        {
            // Windows deletes what nobody has open any more. Elsewhere a killed process would leave its file behind, and a file without a name lives as
            // long as somebody has it open.
            if (!OperatingSystem.IsWindows())
            {
                File.Delete(copy.Name);
            }

            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            byte[] buffer = new byte[81_920];
            while (await source.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                if (copy.Length + read > maxBytes)
                {
                    await copy.DisposeAsync();
                    return null;
                }

                hash.AppendData(buffer, 0, read);
                await copy.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            await copy.FlushAsync(cancellationToken);
            return new OriginalFile(copy, ContentHash.Parse(Convert.ToHexStringLower(hash.GetHashAndReset())), ImageHeader.Read(copy));
        }
        catch
        {
            await copy.DisposeAsync();
            throw;
        }
    }

    /// <summary>A stream of its own over the copy, at its start; the caller disposes it.</summary>
    public Stream OpenRead() => new SharedFileStream(_copy.SafeFileHandle);

    /// <summary>All bytes.</summary>
    public async Task<byte[]> ReadAllAsync(CancellationToken cancellationToken)
    {
        await using Stream stream = OpenRead();
        byte[] bytes = new byte[stream.Length];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    /// <summary>Deletes the copy.</summary>
    public ValueTask DisposeAsync() => _copy.DisposeAsync();
}
