using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Providers.Shared;

/// <summary>Places in a picture, as shares of it: what lies outside is cut off, and what has no area is no place.</summary>
public static class BoxOf
{
    /// <summary>From its edges as shares of the width and height; null where one is missing.</summary>
    public static Box? Edges(double? left, double? top, double? right, double? bottom)
    {
        if (left is not { } l || top is not { } t || right is not { } r || bottom is not { } b)
        {
            return null;
        }

        (l, t, r, b) = (Math.Clamp(l, 0, 1), Math.Clamp(t, 0, 1), Math.Clamp(r, 0, 1), Math.Clamp(b, 0, 1));
        return r > l && b > t ? new Box(l, t, r - l, b - t) : null;
    }

    /// <summary>From its edges in pixels of a picture of this size; null where one is missing.</summary>
    public static Box? Pixels(double? left, double? top, double? right, double? bottom, PixelSize size) =>
        size is { Width: > 0, Height: > 0 } ? Edges(left / size.Width, top / size.Height, right / size.Width, bottom / size.Height) : null;
}
