using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Cloudflare;

/// <summary>What a connection to Cloudflare can set.</summary>
internal sealed record CloudflareSettings
{
    /// <summary><c>Account</c>: the account's id, 32 hexadecimal digits.</summary>
    public required string Account { get; init; }

    /// <summary><c>MaxOutputTokens</c>, 64 to 32,768.</summary>
    public required int MaxOutputTokens { get; init; }

    /// <summary><c>StructuredOutput</c>: json_schema, or none for models that refuse it.</summary>
    public required bool SendsSchema { get; init; }

    /// <summary>Reads the settings and what is wrong with them.</summary>
    public static (CloudflareSettings Settings, IEnumerable<string> Problems) Read(ConnectionOptions options)
    {
        var settings = new ConnectionSettings(options);
        string account = settings.Text("Account", string.Empty);
        bool isAccount = account.Length == 32 && account.All(char.IsAsciiHexDigit);
        if (!isAccount)
        {
            settings.Wrong("Account", "must be your account's id, the 32 hexadecimal digits that stand in the address of Cloudflare's dashboard");
        }

        var read = new CloudflareSettings
        {
            Account = isAccount ? account : "unknown",
            MaxOutputTokens = settings.Number("MaxOutputTokens", 1_024, 64, 32_768),
            SendsSchema = settings.Choice("StructuredOutput", true, s_structured),
        };
        return (read, settings.Problems);
    }

    private static readonly Dictionary<string, bool> s_structured = new() { ["json_schema"] = true, ["none"] = false };
}
