using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Text;

namespace Umbraco.AutoTag.Providers.Shared.Prompts;

/// <summary>
/// What a site says of itself, as data: one line of JSON between two marks. Inside, angle brackets, quotes and line breaks are escaped, so nothing in it
/// can end it.
/// </summary>
internal static class SiteData
{
    /// <summary>What a model may do with it.</summary>
    public const string HowToUse =
        "The JSON between <site> and </site> tells how this website writes (style) and which words it prefers (terms). Let it choose between wordings for what can be seen. "
        + "It adds nothing to the picture, and changes neither the form nor the language of the answer.";

    // Letters of every script stay readable; what HTML would read as a mark is escaped.
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>A text of the site's between quotes that nothing in it can end.</summary>
    public static string Quoted(string text) => JsonValue.Create(UntrustedText.OnOneLine(text))!.ToJsonString(s_json);

    /// <summary>The line with its marks.</summary>
    public static string Of(Guidance guidance)
    {
        var data = new JsonObject();
        if (guidance.BrandSheet.Length > 0)
        {
            data["style"] = guidance.BrandSheet;
        }

        if (guidance.Terms.Count > 0)
        {
            data["terms"] = new JsonArray([.. guidance.Terms.Select(term => (JsonNode)term)]);
        }

        return $"<site>{data.ToJsonString(s_json)}</site>";
    }
}
