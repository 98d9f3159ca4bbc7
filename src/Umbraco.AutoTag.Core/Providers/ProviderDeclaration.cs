using System.Text.Json.Serialization;
using Umbraco.AutoTag.Core.Media;

namespace Umbraco.AutoTag.Core.Providers;

/// <summary>What a provider says about itself: shown to admins, obeyed by the corridor before anything is sent.</summary>
public sealed record ProviderDeclaration
{
    /// <summary>The word in configuration (<c>AutoTag:Connections:{alias}:Provider</c>), lower case, stable for ever.</summary>
    public required string Alias { get; init; }

    /// <summary>The system's own name, for people.</summary>
    public required string Name { get; init; }

    /// <summary>What it can be asked.</summary>
    public required VisionTasks Tasks { get; init; }

    /// <summary>Formats it takes; anything else is re-encoded before sending.</summary>
    public required IReadOnlyList<ImageFormat> Formats { get; init; }

    /// <summary>The largest picture it takes, in bytes of the encoded file (not of base64).</summary>
    public required int MaxBytes { get; init; }

    /// <summary>The shortest side it takes, in pixels; 1 where nothing is said.</summary>
    public int MinSidePixels { get; init; } = 1;

    /// <summary>Languages it answers in (two-letter ISO 639-1); empty means any.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>What its confidences are worth.</summary>
    public required ConfidenceSource Confidence { get; init; }

    /// <summary>How its source ranks against others when two say different things; the lower wins.</summary>
    public required SourceRank Rank { get; init; }

    /// <summary>True where a model can be named in the request and stays the same.</summary>
    public required bool Pinnable { get; init; }

    /// <summary>True where the picture leaves the server.</summary>
    public required bool SendsPicture { get; init; }

    /// <summary>True where every call costs money or credits.</summary>
    public required bool Charged { get; init; }

    /// <summary>The vendor's published limit, used where the connection sets none; null where nothing is published.</summary>
    public RateLimit? RateLimit { get; init; }

    /// <summary>Version of the question it asks, for systems that are asked in words: another question is another answer. Null for all others.</summary>
    public string? PromptVersion { get; init; }

    /// <summary>The credentials (<see cref="Connections.ICredential"/>) its calls can be proved with; empty where the key alone does.</summary>
    public IReadOnlyList<string> Credentials { get; init; } = [];

    /// <summary>Default address; null where the site must name one.</summary>
    public Uri? DefaultEndpoint { get; init; }
}

/// <summary>So many requests in any window of this length.</summary>
/// <param name="Requests">1 or more.</param>
/// <param name="Window">Longer than zero.</param>
public sealed record RateLimit(int Requests, TimeSpan Window);

/// <summary>Where a confidence comes from, which decides how far it can be trusted.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConfidenceSource>))]
public enum ConfidenceSource
{
    /// <summary>None is given.</summary>
    None,

    /// <summary>Exact by nature: a person wrote the value into the file.</summary>
    Exact,

    /// <summary>A classifier's score.</summary>
    Score,

    /// <summary>A language model's opinion of itself: over-confident, so it is shown but treated as unknown until calibrated.</summary>
    SelfReported,

    /// <summary>Several sources that say the same, see <c>Agreement</c>. No single source's confidence is of this kind.</summary>
    Agreement,
}

/// <summary>Whose word counts more where two sources disagree.</summary>
public enum SourceRank
{
    /// <summary>Written into the file by a person.</summary>
    EmbeddedMetadata = 0,

    /// <summary>A classifier with scores.</summary>
    Classifier = 1,

    /// <summary>A multimodal language model.</summary>
    LanguageModel = 2,
}

/// <summary>The order in which sources' words count.</summary>
public static class SourceRanks
{
    /// <summary>The order where the profile names none.</summary>
    public static IReadOnlyList<SourceRank> Usual { get; } = [SourceRank.EmbeddedMetadata, SourceRank.Classifier, SourceRank.LanguageModel];
}
