using System.Globalization;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.AzureImageAnalysis;

/// <summary>What a connection to Azure AI Vision can set.</summary>
/// <param name="ApiVersion"><c>ApiVersion</c>: 2024-02-01 where unset.</param>
/// <param name="Keywords"><c>Keywords</c>: which features give keywords, tags and objects; tags where unset. Each is charged.</param>
/// <param name="GenderNeutral"><c>GenderNeutral</c>: whether captions say "person" instead of guessing man or woman; true where unset.</param>
public sealed record AzureImageAnalysisSettings(string ApiVersion, IReadOnlyList<string> Keywords, bool GenderNeutral)
{
    internal const string Tags = "tags";
    internal const string Objects = "objects";

    private const string CurrentVersion = "2024-02-01";

    private static readonly Dictionary<string, string> s_keywords = new() { ["tags"] = Tags, ["objects"] = Objects };

    private static readonly Dictionary<string, bool> s_yesNo = new() { ["true"] = true, ["false"] = false };

    /// <summary>Reads the settings and what is wrong with them.</summary>
    public static (AzureImageAnalysisSettings Settings, IEnumerable<string> Problems) Read(ConnectionOptions options)
    {
        var settings = new ConnectionSettings(options);
        var read = new AzureImageAnalysisSettings(
            VersionOf(settings),
            settings.Choices("Keywords", [Tags], s_keywords),
            settings.Choice("GenderNeutral", true, s_yesNo));
        return (read, settings.Problems);
    }

    private static string VersionOf(ConnectionSettings settings)
    {
        string version = settings.Text("ApiVersion", CurrentVersion);
        if (DateOnly.TryParseExact(version, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            return version;
        }

        settings.Wrong("ApiVersion", $"must be a date such as {CurrentVersion}");
        return CurrentVersion;
    }
}
