using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Umbraco.AutoTag.Providers.Shared;

/// <summary>Reading JSON that keeps to no schema: what is missing or of another type is null, and never an exception.</summary>
public static class JsonReading
{
    /// <summary>A member of an object (the last where it is there twice); null where it is missing, or this is no object.</summary>
    public static JsonElement? Member(this JsonElement element, string name)
    {
        try
        {
            return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement member) ? member : null;
        }
        catch (InvalidOperationException)
        {
            // The name of a member beside it is no legal text.
            return null;
        }
    }

    /// <summary>The name of a member; null where it is no legal text.</summary>
    public static string? LegalName(this JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A member as text; a number is written out, everything else is null.</summary>
    public static string? Text(this JsonElement element, string name) => element.Member(name)?.AsText();

    /// <summary>A string, or a number written out; null for everything else.</summary>
    public static string? AsText(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => Unescaped(element),
        JsonValueKind.Number => element.GetRawText(),
        _ => null,
    };

    /// <summary>A member as a number; a numeric string counts, not-a-number and infinity do not.</summary>
    public static decimal? Amount(this JsonElement element, string name) => element.Member(name)?.AsAmount();

    /// <summary>A number; a numeric string counts, not-a-number and infinity do not.</summary>
    public static decimal? AsAmount(this JsonElement element) =>
        decimal.TryParse(element.AsText(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal amount) ? amount : null;

    /// <summary>A number that need not be exact.</summary>
    public static double? AsNumber(this JsonElement element) => (double?)element.AsAmount();

    /// <summary>A member as a number that need not be exact: a score, a place in a picture.</summary>
    public static double? Number(this JsonElement element, string name) => (double?)element.Amount(name);

    /// <summary>A member as a count; null where it is missing, negative, no whole number, or more than anybody counts: counts can be added up.</summary>
    public static long? Count(this JsonElement element, string name) =>
        element.Amount(name) is { } amount and >= 0 and <= MostCounted && decimal.IsInteger(amount) ? (long)amount : null;

    private const long MostCounted = 1_000_000_000_000_000;

    /// <summary>The value as it was written; bytes that are no legal text are replaced.</summary>
    public static string Raw(this JsonElement element) => Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(element));

    /// <summary>The items of a member that is an array; none where it is missing or of another type.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    // A lone surrogate (\ud800) is legal JSON and no legal text.
    private static string? Unescaped(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
