using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Umbraco.AutoTag.Core.Catalogue;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Providers.AzureOpenAi;

namespace Umbraco.AutoTag.Providers.Prices;

/// <summary>
/// The vendors' list prices as of <see cref="Compiled"/>, from <c>list-prices.json</c>, which names the source of every row. Third-party lists have wrong
/// and stale rows: good for estimates, and where two sources differ the dearer is kept. A row is a vendor's, because the same model has another
/// price elsewhere.
/// </summary>
public sealed class ListPrices : IPriceCatalogue, IModelCatalogue
{
    private const string Ollama = "ollama-local";

    private readonly Dictionary<(string Vendor, string Model), CatalogueModel> _models = [];

    /// <summary>Reads the list that comes with this version.</summary>
    public ListPrices()
    {
        using Stream file = Assembly.GetExecutingAssembly().GetManifestResourceStream("Umbraco.AutoTag.Providers.Prices.list-prices.json")!;
        ListFile list = JsonSerializer.Deserialize(file, ListPricesJson.Default.ListFile)!;
        Compiled = list.Compiled;
        foreach ((string vendor, ListRow[] rows) in list.Vendors)
        {
            foreach (ListRow row in rows)
            {
                _models[(vendor, row.Id)] = ModelOf(vendor, row);
            }
        }
    }

    /// <summary>The providers whose vendor is known whatever their address; all others are known by it.</summary>
    public static IReadOnlyCollection<string> Providers => s_vendorOfProvider.Keys;

    /// <inheritdoc />
    public DateOnly? Compiled { get; }

    /// <inheritdoc />
    public IReadOnlyList<CatalogueModel> All => [.. _models.Values];

    /// <inheritdoc />
    public ModelPrice? Find(Connection connection, string model) =>
        Model(connection, model) is { UsdPerMillionInputTokens: { } read, UsdPerMillionOutputTokens: { } written } ? new ModelPrice(read, written) : null;

    /// <inheritdoc />
    public CatalogueModel? Model(Connection connection, string model) =>
        VendorOf(connection) is { } vendor ? _models.GetValueOrDefault((vendor, Normalised(vendor, Deployed(connection, model)))) : null;

    private static CatalogueModel ModelOf(string vendor, ListRow row) => new()
    {
        Vendor = vendor,
        Id = row.Id,
        UsdPerMillionInputTokens = row.In,
        UsdPerMillionOutputTokens = row.Out,
        ContextTokens = row.Context,
        OutputTokens = row.Output,
        StructuredAnswers = row.Schema,
        RetiresOn = row.Retires,
    };

    // Where a deployment has a name of its own, the site says which model is behind it.
    private static string Deployed(Connection connection, string model) =>
        connection.Options.Settings.GetValueOrDefault(AzureOpenAiSettings.DeployedModelKey) is { Length: > 0 } deployed
        && string.Equals(model.Trim(), connection.Options.Model?.Trim(), StringComparison.OrdinalIgnoreCase) ? deployed : model;

    /// <summary>Who answers under that address: it decides the price, not the protocol that is spoken.</summary>
    public string? VendorOf(Connection connection)
    {
        if (s_vendorOfProvider.TryGetValue(connection.Provider.Declaration.Alias, out string? own))
        {
            return own;
        }

        if ((connection.Options.Endpoint ?? connection.Provider.Declaration.DefaultEndpoint) is not { IsAbsoluteUri: true } endpoint)
        {
            return null;
        }

        // Ollama's port, on this machine: the only service there whose models certainly cost nothing by the token.
        return endpoint is { IsLoopback: true, Port: 11434 }
            ? Ollama
            : s_vendorOfHost.FirstOrDefault(known => IsAt(endpoint.Host, known.Host)).Vendor;
    }

    private static bool IsAt(string host, string known) =>
        host.Equals(known, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + known, StringComparison.OrdinalIgnoreCase);

    private static string Normalised(string vendor, string model)
    {
        string id = model.Trim().ToLowerInvariant();
        return vendor switch
        {
            "google-gemini" => id.StartsWith("models/", StringComparison.Ordinal) ? id["models/".Length..] : id,
            "google-vertex" => id.StartsWith("google/", StringComparison.Ordinal) ? id["google/".Length..] : id,
            // A tag or digest is another build of the same model, and free as well.
            Ollama => id.Split(':', '@')[0],
            _ => id,
        };
    }

    private static readonly Dictionary<string, string> s_vendorOfProvider = new(StringComparer.OrdinalIgnoreCase)
    {
        ["anthropic"] = "anthropic",
        ["openai"] = "openai",
        ["azure-openai"] = "azure-openai",
        ["gemini"] = "google-gemini",
        ["vertex-gemini"] = "google-vertex",
        ["openrouter"] = "openrouter",
        ["ollama"] = Ollama,
        ["cloudflare"] = "cloudflare",
        ["moondream"] = "moondream",
        ["mistral"] = "mistral",
    };

    private static readonly (string Host, string Vendor)[] s_vendorOfHost =
    [
        ("api.openai.com", "openai"),
        ("openai.azure.com", "azure-openai"),
        ("cognitiveservices.azure.com", "azure-openai"),
        ("api.anthropic.com", "anthropic"),
        ("generativelanguage.googleapis.com", "google-gemini"),
        ("aiplatform.googleapis.com", "google-vertex"),
        ("openrouter.ai", "openrouter"),
        ("api.mistral.ai", "mistral"),
        ("api.moonshot.ai", "moonshot"),
        ("api.cloudflare.com", "cloudflare"),
        ("api.moondream.ai", "moondream"),
        ("api.groq.com", "groq"),
        ("api.together.xyz", "together_ai"),
        ("inference.baseten.co", "baseten"),
    ];
}

/// <summary>The file, without what only people read in it.</summary>
internal sealed record ListFile(DateOnly Compiled, Dictionary<string, ListRow[]> Vendors);

/// <summary>One model: US dollars per million tokens read and written, and what else is known of it.</summary>
internal sealed record ListRow(string Id, decimal In, decimal Out, int? Context = null, int? Output = null, bool? Schema = null, DateOnly? Retires = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ListFile))]
internal sealed partial class ListPricesJson : JsonSerializerContext;
