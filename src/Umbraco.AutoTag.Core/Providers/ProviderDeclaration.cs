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

    /// <summary>
    /// What is asked of it where nobody says: all it can say, but for what fills no field, since some systems charge for each question, and for questions
    /// of the site's, which only the site can ask; those, too, where it can say nothing else.
    /// </summary>
    public VisionTasks UsualTasks => (Tasks & ~(VisionTasks.Text | VisionTasks.Moderation | VisionTasks.Answer)) is var useful and not VisionTasks.None ? useful : Tasks;

    /// <summary>Formats it takes; anything else is re-encoded before sending.</summary>
    public required IReadOnlyList<ImageFormat> Formats { get; init; }

    /// <summary>The largest picture it takes, in bytes of the encoded file (not of base64).</summary>
    public required int MaxBytes { get; init; }

    /// <summary>The shortest side it takes, in pixels; 1 where nothing is said.</summary>
    public int MinSidePixels { get; init; } = 1;

    /// <summary>The longest side it takes, in pixels; null where nothing is said.</summary>
    public int? MaxSidePixels { get; init; }

    /// <summary>The most pixels it takes; null where nothing is said.</summary>
    public long? MaxPixels { get; init; }

    /// <summary>Languages it answers in; unknown where the vendor does not say.</summary>
    public AnswerLanguages Languages { get; init; } = AnswerLanguages.Unknown;

    /// <summary>True where one call answers in several languages (<see cref="VisionRequest.AlsoIn"/>); else each language is a call of its own.</summary>
    public bool AnswersInSeveralLanguages { get; init; }

    /// <summary>What its confidences are worth.</summary>
    public required ConfidenceSource Confidence { get; init; }

    /// <summary>How its source ranks against others when two say different things; the lower wins.</summary>
    public required SourceRank Rank { get; init; }

    /// <summary>True where a model can be named in the request and stays the same.</summary>
    public required bool Pinnable { get; init; }

    /// <summary>
    /// True where what answers is told under another name than what is asked for: a number of a version, or the model behind a deployment. Whether the two
    /// belong together then nobody can tell, unless a version is asked for; that something else answers than before is seen all the same.
    /// </summary>
    public bool ReportsAnotherName { get; init; }

    /// <summary>True where the picture leaves the server.</summary>
    public required bool SendsPicture { get; init; }

    /// <summary>True where every call costs money or credits.</summary>
    public required bool Charged { get; init; }

    /// <summary>What the vendor counts where it charges.</summary>
    public PriceUnit PricedBy { get; init; } = PriceUnit.Unknown;

    /// <summary>What decides in which region the vendor works on the picture.</summary>
    public RegionChoice Region { get; init; } = RegionChoice.Unknown;

    /// <summary>Models whose pictures go on to another place than the connection's address; null where there are none.</summary>
    public ModelsElsewhere? Elsewhere { get; init; }

    /// <summary>
    /// Whether it would also fetch a picture from an address. AutoTag never asks it to: it sends the bytes, since media may need a login, and who fetches
    /// leaves traces elsewhere. Null where the vendor does not say.
    /// </summary>
    public bool? FetchesAddresses { get; init; }

    /// <summary>The vendor's published limit, used where the connection sets none; null where nothing is published.</summary>
    public RateLimit? RateLimit { get; init; }

    /// <summary>Version of the question it asks, for systems that are asked in words: another question is another answer. Null for all others.</summary>
    public PromptVersion? PromptVersion { get; init; }

    /// <summary>The credentials (<see cref="Connections.ICredential"/>) its calls can be proved with; empty where the key alone does.</summary>
    public IReadOnlyList<string> Credentials { get; init; } = [];

    /// <summary>Default address; null where the site must name one.</summary>
    public Uri? DefaultEndpoint { get; init; }
}

/// <summary>Models whose pictures a server passes on.</summary>
/// <param name="Word">What their names end with, after a hyphen or a colon.</param>
/// <param name="Host">Where their pictures go.</param>
public sealed record ModelsElsewhere(string Word, string Host)
{
    /// <summary>True for the name of such a model.</summary>
    public bool Has(string? model) => model?.Trim() is { } name
        && (name.EndsWith($"-{Word}", StringComparison.OrdinalIgnoreCase) || name.EndsWith($":{Word}", StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Where the pictures of a model go: by its name, or because an answer told it as <c>name@host</c>, since a model may be passed on under any name. Null
    /// where it is not passed on.
    /// </summary>
    public string? HostOf(string? model) =>
        Has(model) ? Host
        // A digest stands there, too.
        : model?.LastIndexOf('@') is { } at and >= 0 && model[(at + 1)..].Trim() is var host && !host.Contains(':') && !host.All(char.IsAsciiHexDigit) ? host
        : null;
}

/// <summary>So many requests in any window of this length.</summary>
/// <param name="Requests">1 or more.</param>
/// <param name="Window">Longer than zero.</param>
public sealed record RateLimit(int Requests, TimeSpan Window);

/// <summary>What a vendor counts where it charges.</summary>
public enum PriceUnit
{
    /// <summary>It does not say.</summary>
    Unknown,

    /// <summary>Nothing: it charges nothing.</summary>
    Nothing,

    /// <summary>Tokens read and written, at a price that depends on the model.</summary>
    Token,

    /// <summary>Each picture looked at.</summary>
    Picture,

    /// <summary>Each thing asked about a picture.</summary>
    Feature,

    /// <summary>Credits of its own, bought beforehand.</summary>
    Credit,

    /// <summary>The time a machine runs.</summary>
    MachineTime,
}

/// <summary>What decides in which region a vendor works on a picture.</summary>
public enum RegionChoice
{
    /// <summary>The vendor does not say where, and offers no choice.</summary>
    Unknown,

    /// <summary>The connection's address: it belongs to a region.</summary>
    ByAddress,

    /// <summary>A setting of the connection names it.</summary>
    BySetting,

    /// <summary>Whoever runs it: it is a program on a machine of one's own choosing.</summary>
    ByWhoRunsIt,
}

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

    /// <summary>A language model's opinion of itself: over-confident, so that until it is calibrated its doubt is believed and its certainty is not.</summary>
    SelfReported,

    /// <summary>Several sources that say the same, see <c>Agreement</c>. No single source's confidence is of this kind.</summary>
    Agreement,

    /// <summary>The share of such values that editors have accepted, see <c>ReliabilityCurve</c>. No source gives a confidence of this kind.</summary>
    Calibrated,
}

/// <summary>Whose word counts more where two sources disagree.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SourceRank>))]
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
