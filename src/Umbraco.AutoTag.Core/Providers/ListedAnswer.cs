using System.Runtime.InteropServices;
using System.Text.Json;

namespace Umbraco.AutoTag.Core.Providers;

/// <summary>
/// The item of a batch's list of answers that belongs to one call, as it came. It only points into what was read of the list: nothing of it is copied before
/// somebody wants to see it, and then no more than is shown.
/// </summary>
public sealed class ListedAnswer
{
    private readonly ReadOnlyMemory<byte> _line;
    private readonly JsonElement? _element;

    /// <summary>A line of a list that has one item on each.</summary>
    /// <param name="line">The line, as it lies in the list.</param>
    public ListedAnswer(ReadOnlyMemory<byte> line) => _line = line;

    /// <summary>An item of a list that is one document.</summary>
    /// <param name="item">The item; its document is not to be disposed of.</param>
    public ListedAnswer(JsonElement item) => _element = item;

    /// <summary>So much of its beginning, in bytes.</summary>
    /// <param name="most">The most bytes wanted, 0 or more.</param>
    /// <param name="isCut">True where there are more.</param>
    internal ReadOnlyMemory<byte> Beginning(int most, out bool isCut)
    {
        if (_element is { } element)
        {
            ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8Value(element);
            isCut = raw.Length > most;
            return raw[..Math.Min(raw.Length, most)].ToArray();
        }

        isCut = _line.Length > most;
        return _line[..Math.Min(_line.Length, most)];
    }
}
