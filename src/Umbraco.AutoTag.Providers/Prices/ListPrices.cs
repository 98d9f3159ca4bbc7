using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Umbraco.AutoTag.Core.Catalogue;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Providers.AzureOpenAi;

namespace Umbraco.AutoTag.Providers.Prices;

/// <summary>
/// The vendors' list prices as of <see cref="Compiled"/>, from the <c>list-prices.json</c> in each vendor's folder, which names the source of every row, and
/// under which addresses the vendor answers. Third-party lists have wrong and stale rows: good for estimates, and where two sources differ the dearer is
/// kept. A row is a vendor's, because the same model has another price elsewhere.
/// </summary>
public sealed class ListPrices : IPriceCatalogue, IModelCatalogue
{
    private const string Ollama = "ollama-local";

    private static readonly IReadOnlyList<ListFile> s_files = [.. Files()];

    private static readonly Dictionary<string, string> s_vendorOfProvider =
        s_files.SelectMany(file => file.Providers.Select(provider => (provider, file.Vendor))).ToDictionary(known => known.provider, known => known.Vendor, StringComparer.OrdinalIgnoreCase);

    private static readonly (string Host, string Vendor)[] s_vendorOfHost = [.. s_files.SelectMany(file => file.Hosts.Select(host => (host, file.Vendor)))];

    private static readonly Dictionary<(string Vendor, string Model), CatalogueModel> s_models =
        s_files.SelectMany(file => file.Models.Select(row => ModelOf(file.Vendor, row))).ToDictionary(model => (model.Vendor, model.Id));

    /// <summary>The providers whose vendor is known whatever their address; all others are known by it.</summary>
    public static IReadOnlyCollection<string> Providers => s_vendorOfProvider.Keys;

    /// <summary>The day of the oldest of the vendors' lists.</summary>
    public DateOnly? Compiled { get; } = s_files.Min(file => file.Compiled);

    /// <inheritdoc />
    public IReadOnlyList<CatalogueModel> All => [.. s_models.Values];

    /// <inheritdoc />
    public ModelPrice? Find(Connection connection, string model) =>
        Model(connection, model) is { UsdPerMillionInputTokens: { } read, UsdPerMillionOutputTokens: { } written } ? new ModelPrice(read, written) : null;

    /// <inheritdoc />
    public CatalogueModel? Model(Connection connection, string model) =>
        VendorOf(connection) is { } vendor ? s_models.GetValueOrDefault((vendor, Normalised(vendor, Deployed(connection, model)))) : null;

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

    private static IEnumerable<ListFile> Files()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (string name in assembly.GetManifestResourceNames().Where(name => name.EndsWith("list-prices.json", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using Stream file = assembly.GetManifestResourceStream(name)!;
            yield return JsonSerializer.Deserialize(file, ListPricesJson.Default.ListFile)!;
        }
    }
}

/// <summary>A vendor's file, without what only people read in it.</summary>
/// <param name="Vendor">Its name in the catalogue.</param>
/// <param name="Compiled">The day its rows were put together.</param>
/// <param name="Providers">The providers that always speak to it, whatever their address.</param>
/// <param name="Hosts">Where it answers, with everything below.</param>
/// <param name="Models">Its models.</param>
internal sealed record ListFile(string Vendor, DateOnly Compiled, string[] Providers, string[] Hosts, ListRow[] Models);

/// <summary>One model: US dollars per million tokens read and written, and what else is known of it.</summary>
internal sealed record ListRow(string Id, decimal In, decimal Out, int? Context = null, int? Output = null, bool? Schema = null, DateOnly? Retires = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ListFile))]
internal sealed partial class ListPricesJson : JsonSerializerContext;
