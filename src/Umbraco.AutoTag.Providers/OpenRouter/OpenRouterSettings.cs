using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Chat;

namespace Umbraco.AutoTag.Providers.OpenRouter;

/// <summary>
/// What a connection to OpenRouter can set. The hosts behind one model differ in price, precision and in what they keep, so who may answer is
/// the site's to say; hosts that keep what they are sent are left out unless it says otherwise.
/// </summary>
internal sealed record OpenRouterSettings
{
    /// <summary><c>MaxOutputTokens</c>, 64 to 32,768; hidden reasoning counts against it.</summary>
    public required int MaxOutputTokens { get; init; }

    /// <summary><c>StructuredOutput</c>: json_schema, json_object or none; null leaves it to what the model declares.</summary>
    public required StructuredOutput? StructuredOutput { get; init; }

    /// <summary><c>ImageDetail</c>: low, high, auto, original, or none to leave the field out.</summary>
    public required string? ImageDetail { get; init; }

    /// <summary><c>Only</c>: the hosts that may answer; empty means any.</summary>
    public required IReadOnlyList<string> Only { get; init; }

    /// <summary><c>Order</c>: the hosts to try first, in this order.</summary>
    public required IReadOnlyList<string> Order { get; init; }

    /// <summary><c>Ignore</c>: the hosts that must not answer.</summary>
    public required IReadOnlyList<string> Ignore { get; init; }

    /// <summary><c>AllowFallbacks</c>: whether another host may answer where the first cannot.</summary>
    public required bool? AllowFallbacks { get; init; }

    /// <summary><c>DataCollection</c>: deny leaves out hosts that keep or train on what they are sent.</summary>
    public required string DataCollection { get; init; }

    /// <summary><c>ZeroDataRetention</c>: true leaves only hosts that keep nothing at all.</summary>
    public required bool? ZeroDataRetention { get; init; }

    /// <summary><c>MaxUsdPerMillionInputTokens</c>: dearer hosts are left out.</summary>
    public required decimal? MaxInputPrice { get; init; }

    /// <summary><c>MaxUsdPerMillionOutputTokens</c>: dearer hosts are left out.</summary>
    public required decimal? MaxOutputPrice { get; init; }

    /// <summary><c>CreditsLeft</c>: whether the account is asked after each answer what is left in it.</summary>
    public required bool AsksWhatIsLeft { get; init; }

    /// <summary><c>Headers</c>: such as <c>HTTP-Referer</c> and <c>X-Title</c>, by which OpenRouter names an application.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>Reads the settings and what is wrong with them.</summary>
    public static (OpenRouterSettings Settings, IEnumerable<string> Problems) Read(ConnectionOptions options)
    {
        var settings = new ConnectionSettings(options);
        var read = new OpenRouterSettings
        {
            MaxOutputTokens = settings.Number("MaxOutputTokens", 1_024, 64, 32_768),
            StructuredOutput = settings.StructuredOutputIfSet(),
            ImageDetail = settings.Choice("ImageDetail", null, s_details),
            Only = settings.Words("Only"),
            Order = settings.Words("Order"),
            Ignore = settings.Words("Ignore"),
            AllowFallbacks = settings.Choice("AllowFallbacks", null, s_yesOrNo),
            DataCollection = settings.Choice("DataCollection", "deny", s_collection),
            ZeroDataRetention = settings.Choice("ZeroDataRetention", null, s_yesOrNo),
            MaxInputPrice = settings.Amount("MaxUsdPerMillionInputTokens", 0, 10_000),
            MaxOutputPrice = settings.Amount("MaxUsdPerMillionOutputTokens", 0, 10_000),
            AsksWhatIsLeft = settings.Choice("CreditsLeft", null, s_yesOrNo) == true,
            Headers = HeaderSetting.Read(options, settings),
        };
        return (read, settings.Problems);
    }

    /// <summary>The request's <c>provider</c> member.</summary>
    /// <param name="structured">How the answer's form is made sure.</param>
    public JsonObject Routing(StructuredOutput structured)
    {
        var provider = new JsonObject();
        if (structured != Shared.Chat.StructuredOutput.None)
        {
            // Otherwise a host that knows no schema may leave it out without a word.
            provider["require_parameters"] = true;
        }

        provider["data_collection"] = DataCollection;
        AddHosts(provider, "only", Only);
        AddHosts(provider, "order", Order);
        AddHosts(provider, "ignore", Ignore);
        AddFact(provider, "allow_fallbacks", AllowFallbacks);
        AddFact(provider, "zdr", ZeroDataRetention);
        if (MaxInputPrice is not null || MaxOutputPrice is not null)
        {
            var price = new JsonObject();
            AddPrice(price, "prompt", MaxInputPrice);
            AddPrice(price, "completion", MaxOutputPrice);
            provider["max_price"] = price;
        }

        return new JsonObject { ["provider"] = provider };
    }

    private static void AddHosts(JsonObject provider, string name, IReadOnlyList<string> hosts)
    {
        if (hosts.Count > 0)
        {
            provider[name] = new JsonArray([.. hosts.Select(host => (JsonNode)host)]);
        }
    }

    private static void AddFact(JsonObject provider, string name, bool? fact)
    {
        if (fact is { } known)
        {
            provider[name] = known;
        }
    }

    private static void AddPrice(JsonObject price, string name, decimal? most)
    {
        if (most is { } known)
        {
            price[name] = known;
        }
    }

    private static readonly Dictionary<string, string?> s_details = new() { ["low"] = "low", ["high"] = "high", ["auto"] = "auto", ["original"] = "original", ["none"] = null };

    private static readonly Dictionary<string, bool?> s_yesOrNo = new() { ["true"] = true, ["false"] = false };

    private static readonly Dictionary<string, string> s_collection = new() { ["deny"] = "deny", ["allow"] = "allow" };
}
