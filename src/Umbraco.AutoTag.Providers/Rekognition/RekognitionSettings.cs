using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Rekognition;

/// <summary>What a connection to Rekognition can set. <c>AccessKeyId</c> and <c>Region</c> are the credential's and only known here.</summary>
/// <param name="MinScore"><c>MinScore</c>, 0 to 1: findings below are not answered; AWS's own rule where unset.</param>
/// <param name="LeavesOnly"><c>LeavesOnly</c>: a label that is the parent of another one found is left out ("Vehicle" beside "Bicycle"); false where unset.</param>
public sealed record RekognitionSettings(double? MinScore, bool LeavesOnly)
{
    private static readonly Dictionary<string, bool> s_yesNo = new() { ["true"] = true, ["false"] = false };

    /// <summary>Reads the settings and what is wrong with them.</summary>
    public static (RekognitionSettings Settings, IEnumerable<string> Problems) Read(ConnectionOptions options, RekognitionOperation operation)
    {
        var settings = new ConnectionSettings(options);
        settings.Name("AccessKeyId", null);
        settings.Name("Region", null);
        var read = new RekognitionSettings(
            settings.Share("MinScore"),
            operation == RekognitionOperation.Labels && settings.Choice("LeavesOnly", false, s_yesNo));
        return (read, settings.Problems);
    }
}
