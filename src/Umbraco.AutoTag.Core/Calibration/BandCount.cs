namespace Umbraco.AutoTag.Core.Calibration;

/// <summary>How often editors took what a source stated with about this confidence.</summary>
/// <param name="Key">Whose statements.</param>
/// <param name="Band">How sure it was, see <see cref="ConfidenceBands"/>.</param>
/// <param name="Accepted">Taken as they were.</param>
/// <param name="Decided">Decided about at all.</param>
public sealed record BandCount(CalibrationKey Key, int Band, long Accepted, long Decided);
