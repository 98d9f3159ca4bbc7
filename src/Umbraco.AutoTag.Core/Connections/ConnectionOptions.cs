using System.ComponentModel.DataAnnotations;

namespace Umbraco.AutoTag.Core.Connections;

/// <summary>
/// An account at a vision provider, as written under <c>AutoTag:Connections:{alias}</c>. Secrets live here and nowhere else:
/// they are never stored, never returned by the API and never logged.
/// </summary>
public sealed class ConnectionOptions
{
    /// <summary>Which provider speaks to it, for example <c>imagedescriber</c> or <c>openai-compatible</c>.</summary>
    [Required]
    public string Provider { get; set; } = string.Empty;

    /// <summary>The system's address, where it is not the vendor's usual one. http is accepted for loopback addresses only.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>The secret. Put it into user secrets, the environment (<c>AutoTag__Connections__{alias}__ApiKey</c>) or a key vault.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Who proves on whose account a call is made, where no plain key does: <c>aws</c>, <c>google</c> or <c>entra</c>, each from a package of its own. The key alone where unset.</summary>
    public string? Credential { get; set; }

    /// <summary>The model, pinned to an exact version where the system can (a dated id, a digest).</summary>
    public string? Model { get; set; }

    /// <summary><c>Warn</c> tells where another model answers than the one pinned; <c>Stop</c> also sends nothing more until an administrator lets it go on, or another model is pinned.</summary>
    public WhenModelDrifts WhenModelDrifts { get; set; }

    /// <summary>Requests allowed per <see cref="RateLimitWindow"/>, for all servers together; the vendor's published limit where unset. 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int? RateLimitRequests { get; set; }

    /// <summary>The window of <see cref="RateLimitRequests"/>. One minute where unset; one second to one day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RateLimitWindow { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Calls under way at once from one server. 1 to 64.</summary>
    [Range(1, 64)]
    public int Concurrency { get; set; } = 4;

    /// <summary>How long one call may take. 1 second to 15 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:15:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>US dollars per million tokens read; the vendor's list price where unset. What an answer itself says it cost wins over every price.</summary>
    [Range(0, 10_000)]
    public decimal? UsdPerMillionInputTokens { get; set; }

    /// <summary>US dollars per million tokens written; the vendor's list price where unset. 0 for a model that runs on your own machine.</summary>
    [Range(0, 10_000)]
    public decimal? UsdPerMillionOutputTokens { get; set; }

    /// <summary>US dollars per provider credit, for systems that count in credits; unknown where unset.</summary>
    [Range(0, 1_000)]
    public decimal? UsdPerCredit { get; set; }

    /// <summary>US dollars per image, for systems that charge by the image; wins over prices per token.</summary>
    [Range(0, 1_000)]
    public decimal? UsdPerImage { get; set; }

    /// <summary>US dollars per second of the machine a model runs on, for systems that charge by time. Beforehand a call counts as if it took the whole <see cref="Timeout"/>.</summary>
    [Range(0, 100)]
    public decimal? UsdPerComputeSecond { get; set; }

    /// <summary>The most provider credits one image takes. A budget in credits needs it, because it reserves before it sends.</summary>
    [Range(0, 100_000)]
    public decimal? CreditsPerImage { get; set; }

    /// <summary>What only this provider understands; its page in the docs lists the names.</summary>
    public Dictionary<string, string> Settings { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The same account with another model.</summary>
    public ConnectionOptions WithModel(string model)
    {
        var other = (ConnectionOptions)MemberwiseClone();
        other.Model = model;
        return other;
    }
}
