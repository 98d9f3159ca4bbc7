using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Umbraco.AutoTag.Core.Catalogue;
using Umbraco.AutoTag.Core.Text;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.OpenRouter;

/// <summary>
/// Reads the list of models that OpenRouter publishes (<c>GET /api/v1/models</c>, no key). It is a stranger's text: names are cleaned, ids that are none
/// are left out, and so is every row that cannot be understood.
/// </summary>
public static partial class OpenRouterCatalogue
{
    /// <summary>Its word in the catalogue.</summary>
    public const string Vendor = "openrouter";

    private const int MostModels = 2_000;
    private const int MostCharacters = 120;
    private const decimal Million = 1_000_000;

    // Dearer than any model by far: the list means something else.
    private const decimal MostUsd = 10_000;

    /// <summary>The models that take pictures and answer in words; null where it is no such list.</summary>
    public static IReadOnlyList<CatalogueModel>? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.Member("data") is { ValueKind: JsonValueKind.Array } data
                ? [.. data.EnumerateArray().Select(ModelOf).OfType<CatalogueModel>().DistinctBy(model => model.Id).Take(MostModels)]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static CatalogueModel? ModelOf(JsonElement model)
    {
        JsonElement? architecture = model.Member("architecture");
        bool looks = Names(architecture?.Member("input_modalities")).Contains("image") && Names(architecture?.Member("output_modalities")).Contains("text");
        // What floats has another model behind it tomorrow.
        if (!looks || model.Member("id")?.AsText() is not { } id || !IsId().IsMatch(id) || model.Member("alias_target") is { ValueKind: JsonValueKind.Object })
        {
            return null;
        }

        JsonElement? pricing = model.Member("pricing");
        return new CatalogueModel
        {
            Vendor = Vendor,
            Id = id,
            Name = UntrustedText.Clean(model.Member("name")?.AsText(), MostCharacters) is { Length: > 0 } name ? name : null,
            UsdPerMillionInputTokens = Price(pricing?.Member("prompt")),
            UsdPerMillionOutputTokens = Price(pricing?.Member("completion")),
            ContextTokens = Count(model.Member("context_length")),
            OutputTokens = Count(model.Member("top_provider")?.Member("max_completion_tokens")),
            StructuredAnswers = model.Member("supported_parameters") is { ValueKind: JsonValueKind.Array } parameters ? Names(parameters).Contains("structured_outputs") : null,
            RetiresOn = DateOnly.TryParseExact(model.Member("expiration_date")?.AsText(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null,
        };
    }

    private static string[] Names(JsonElement? list) =>
        list is { ValueKind: JsonValueKind.Array } array ? [.. array.EnumerateArray().Select(item => item.AsText()).OfType<string>()] : [];

    private static decimal? Price(JsonElement? perToken) =>
        decimal.TryParse(perToken?.AsText(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal price) && price >= 0 && price <= MostUsd / Million
            ? price * Million
            : null;

    private static int? Count(JsonElement? number) =>
        number is { ValueKind: JsonValueKind.Number } known && known.TryGetInt32(out int count) && count > 0 ? count : null;

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,199}$")]
    private static partial Regex IsId();
}
