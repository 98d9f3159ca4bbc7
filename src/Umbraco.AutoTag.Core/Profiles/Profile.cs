using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Profiles;

/// <summary>What to do with an image: who looks at it, what is asked, and which answers may become values.</summary>
public sealed record Profile
{
    /// <summary>Its name in configuration, in tables and on screens.</summary>
    public required string Alias { get; init; }

    /// <summary>Who looks, in order. The order also breaks ties between sources of the same rank.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }

    /// <summary>Language of the values (two-letter ISO 639-1).</summary>
    public required string Language { get; init; }

    /// <summary>Longest side of the picture that is sent, in pixels. 256 to 4096.</summary>
    public int ImageSize { get; init; } = 1024;

    /// <summary>What it takes for a value to be written or shown.</summary>
    public Thresholds Thresholds { get; init; } = new();

    /// <summary>The most keywords kept for one item. 1 to 100.</summary>
    public int MaxKeywords { get; init; } = 20;

    /// <summary>Whether machine values may be written before a human has seen them.</summary>
    public PublishMode Publish { get; init; } = PublishMode.WhenConfident;

    /// <summary>How the site writes, for sources that are asked in words.</summary>
    public Guidance Guidance { get; init; } = Guidance.None;

    /// <summary>What of that a connection is told: all where it is asked in words, else nothing.</summary>
    public Guidance GuidanceFor(Connection connection) => connection.Provider.Declaration.PromptVersion is null ? Guidance.None : Guidance;
}

/// <summary>One look at the image.</summary>
/// <param name="Connection">Alias of the connection that looks.</param>
/// <param name="Tasks">What it is asked.</param>
/// <param name="Model">The pinned model; null where the connection's own answers.</param>
public sealed record Step(string Connection, VisionTasks Tasks, string? Model = null)
{
    /// <summary>Who is asked in its place where it fails, in order.</summary>
    public IReadOnlyList<Fallback> Fallbacks { get; init; } = [];

    /// <summary>Asked only where an earlier step was unsure; null where it is always asked.</summary>
    public Escalation? When { get; init; }

    /// <summary>Itself, and each fallback as a step of its own: everybody it may call.</summary>
    public IEnumerable<Step> Ways => [this, .. Fallbacks.Select(fallback => fallback.Step)];
}

/// <summary>Confidences (0..1) from which a value is written, and from which it waits for an editor. Below, it stays in the analysis, unseen.</summary>
/// <param name="Write">Written from here on.</param>
/// <param name="Review">Shown for review from here on; not above <paramref name="Write"/>.</param>
public sealed record Thresholds(double Write = 0.70, double Review = 0.40);

/// <summary>Whether machine values may be written before a human has seen them.</summary>
public enum PublishMode
{
    /// <summary>Confident and unscored values are written, marked as not yet reviewed.</summary>
    WhenConfident,

    /// <summary>Nothing is written before an editor's yes.</summary>
    AfterReview,
}
