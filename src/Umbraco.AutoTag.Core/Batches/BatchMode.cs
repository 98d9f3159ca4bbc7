using System.Text.Json.Serialization;

namespace Umbraco.AutoTag.Core.Batches;

/// <summary>At which price a run has its images looked at. The numbers are stored and never change their meaning.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BatchMode>))]
public enum BatchMode
{
    /// <summary>At the ordinary price, at once.</summary>
    None = 0,

    /// <summary>At the batch price, where the connection has one. What the vendor did not get to is given up, until somebody says "retry".</summary>
    Batch = 1,

    /// <summary>The same, but what the vendor did not get to goes on at the ordinary price.</summary>
    BatchThenOrdinary = 2,
}
