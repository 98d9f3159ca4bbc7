using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Calibration;

/// <summary>Whose statements are judged together.</summary>
/// <param name="Connection">Alias of the connection, in lower case.</param>
/// <param name="Field">About which field.</param>
/// <param name="Source">What the number is worth; <see cref="ConfidenceSource.None"/> where it gave none.</param>
public sealed record CalibrationKey(string Connection, Field Field, ConfidenceSource Source)
{
    /// <summary>The key of a statement.</summary>
    /// <param name="connection">Alias of the connection, in any case.</param>
    /// <param name="field">About which field.</param>
    /// <param name="stated">The number it gave.</param>
    /// <param name="source">What that number is worth.</param>
    public static CalibrationKey Of(string connection, Field field, Confidence stated, ConfidenceSource source) =>
        new(connection.ToLowerInvariant(), field, stated.IsKnown ? source : ConfidenceSource.None);
}
