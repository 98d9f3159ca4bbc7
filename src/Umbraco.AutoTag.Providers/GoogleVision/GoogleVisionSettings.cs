using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.GoogleVision;

/// <summary>A detector whose findings become keywords. Each is charged by itself.</summary>
/// <param name="Feature">Its name in the request.</param>
/// <param name="Member">Where its findings stand in the answer.</param>
/// <param name="Name">The member that names a finding.</param>
public sealed record KeywordDetector(string Feature, string Member, string Name)
{
    /// <summary>What kind of thing it names.</summary>
    public ObservationCategory Category { get; init; }

    /// <summary>What the picture is of, as a whole.</summary>
    public static KeywordDetector Labels { get; } = new("LABEL_DETECTION", "labelAnnotations", "description");

    /// <summary>Things with their place.</summary>
    public static KeywordDetector Objects { get; } = new("OBJECT_LOCALIZATION", "localizedObjectAnnotations", "name");

    /// <summary>Well-known places.</summary>
    public static KeywordDetector Landmarks { get; } = new("LANDMARK_DETECTION", "landmarkAnnotations", "description") { Category = ObservationCategory.Place };

    /// <summary>Well-known brands.</summary>
    public static KeywordDetector Logos { get; } = new("LOGO_DETECTION", "logoAnnotations", "description") { Category = ObservationCategory.Brand };
}

/// <summary>What a connection to Google Cloud Vision can set.</summary>
/// <param name="Keywords"><c>Keywords</c>: which detectors give keywords; labels where unset.</param>
/// <param name="Project"><c>Project</c>: the project that is charged, where the key's own is not meant; null where unset.</param>
/// <param name="Location"><c>Location</c>: us, asia or eu, where the picture has to stay there; null where unset. Needs a project.</param>
public sealed record GoogleVisionSettings(IReadOnlyList<KeywordDetector> Keywords, string? Project, string? Location)
{
    private static readonly Dictionary<string, KeywordDetector> s_detectors = new()
    {
        ["labels"] = KeywordDetector.Labels,
        ["objects"] = KeywordDetector.Objects,
        ["landmarks"] = KeywordDetector.Landmarks,
        ["logos"] = KeywordDetector.Logos,
    };

    private static readonly Dictionary<string, string?> s_locations = new() { ["us"] = "us", ["asia"] = "asia", ["eu"] = "eu" };

    /// <summary>Reads the settings and what is wrong with them.</summary>
    public static (GoogleVisionSettings Settings, IEnumerable<string> Problems) Read(ConnectionOptions options)
    {
        var settings = new ConnectionSettings(options);
        var read = new GoogleVisionSettings(
            settings.Choices("Keywords", [KeywordDetector.Labels], s_detectors),
            settings.Name("Project", null),
            settings.Choice("Location", null, s_locations));
        if (read is { Location: not null, Project: null })
        {
            settings.Wrong("Location", $"needs {ConnectionSettings.Prefix}:Settings:Project beside it");
        }

        return (read, settings.Problems);
    }

    /// <summary>Below the endpoint.</summary>
    public string Path => (Project, Location) switch
    {
        (null, _) => "/v1/images:annotate",
        (_, null) => $"/v1/projects/{Project}/images:annotate",
        _ => $"/v1/projects/{Project}/locations/{Location}/images:annotate",
    };
}
