using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Umbraco.AutoTag.Core.Catalogue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Storage.Analyses;
using Umbraco.AutoTag.Storage.Suggestions;

namespace Umbraco.AutoTag.Storage;

/// <summary>The JSON that lies in columns: enums by name, so that a person can read it and an enum can be put into another order.</summary>
internal static class Json
{
    // Columns are never put into a page as they are, so the relaxed encoder is safe here and keeps Danish and Japanese legible.
    public static JsonTypes Columns { get; } = new(new JsonSerializerOptions(JsonTypes.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}

/// <summary>The types that lie in columns as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(StoredObservation[]))]
[JsonSerializable(typeof(StoredOrigin[]))]
[JsonSerializable(typeof(RunSelection))]
[JsonSerializable(typeof(CatalogueModel[]))]
internal sealed partial class JsonTypes : JsonSerializerContext;
