using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Providers;

/// <summary>What a system reported one attempt used. Null means it did not say, which is not zero.</summary>
public sealed record Usage
{
    /// <summary>Nothing reported.</summary>
    public static Usage None { get; } = new();

    /// <summary>Tokens read, the picture's included.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Tokens written, hidden reasoning included.</summary>
    public long? OutputTokens { get; init; }

    /// <summary>Provider credits this attempt took.</summary>
    public decimal? Credits { get; init; }

    /// <summary>Provider credits left afterwards.</summary>
    public decimal? CreditsRemaining { get; init; }

    /// <summary>Seconds of the machine it ran on, for systems that charge by time.</summary>
    public decimal? ComputeSeconds { get; init; }

    /// <summary>What the provider says the attempt cost; this figure wins over every price table.</summary>
    public MicroUsd? Cost { get; init; }
}
