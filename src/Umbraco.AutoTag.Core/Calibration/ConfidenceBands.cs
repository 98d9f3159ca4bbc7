using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Calibration;

/// <summary>Stated confidences in bands of five hundredths: 0 is from 0 to below 0.05, 19 is from 0.95 to 1.</summary>
public static class ConfidenceBands
{
    /// <summary>How many there are.</summary>
    public const int Count = 20;

    /// <summary>The band of statements without a number.</summary>
    public const int NoNumber = -1;

    /// <summary>The band of a stated confidence.</summary>
    public static int Of(Confidence stated)
    {
        if (!stated.IsKnown)
        {
            return NoNumber;
        }

        int band = Count - 1;
        while (band > 0 && !stated.IsAtLeast(From(band)))
        {
            band--;
        }

        return band;
    }

    /// <summary>Where a band begins, 0 to 0.95.</summary>
    public static double From(int band) => band * 5 / 100.0;

    /// <summary>Where a band ends, 0.05 to 1.</summary>
    public static double To(int band) => (band + 1) * 5 / 100.0;
}
