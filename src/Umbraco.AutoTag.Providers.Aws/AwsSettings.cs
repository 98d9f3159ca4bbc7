using Umbraco.AutoTag.Core.Connections;

namespace Umbraco.AutoTag.Providers.Aws;

/// <summary>What signing needs to know of a connection.</summary>
internal static class AwsSettings
{
    /// <summary><c>Settings:AccessKeyId</c>, whose secret is the connection's ApiKey; null where AWS's own chain is used.</summary>
    public static string? AccessKeyId(ConnectionOptions options) => Text(options, "AccessKeyId");

    /// <summary><c>Settings:Region</c>, else the region in the endpoint (<c>rekognition.eu-central-1.amazonaws.com</c>); null where neither says it.</summary>
    public static string? Region(ConnectionOptions options, Uri endpoint) =>
        Text(options, "Region") ?? (endpoint.Host.Split('.') is { Length: >= 4 } parts && (parts[2] == "amazonaws" || parts[^1] == "aws") ? parts[1] : null);

    private static string? Text(ConnectionOptions options, string key) =>
        options.Settings.FirstOrDefault(setting => string.Equals(setting.Key, key, StringComparison.OrdinalIgnoreCase)).Value is { } value && !string.IsNullOrWhiteSpace(value)
            ? value.Trim()
            : null;
}
