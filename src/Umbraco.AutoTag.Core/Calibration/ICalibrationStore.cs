namespace Umbraco.AutoTag.Core.Calibration;

/// <summary>What editors' decisions come to. The counts are kept with each decision, so that reading them costs the same however many there are.</summary>
public interface ICalibrationStore
{
    /// <summary>Every count that is above zero.</summary>
    Task<IReadOnlyList<BandCount>> CountsAsync(CancellationToken cancellationToken);
}
