using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Gemini;
using Umbraco.AutoTag.Providers.OpenAi;
using Umbraco.AutoTag.Providers.OpenAiCompatible;
using Umbraco.AutoTag.Providers.Prices;
using Umbraco.AutoTag.TestKit;

namespace Umbraco.AutoTag.Providers.Tests.Prices;

public sealed class ListPricesTests
{
    private static readonly ListPrices s_prices = new();

    [TestCase("https://api.openai.com", "gpt-6-luna", 0.1, 0.5)]
    [TestCase("https://API.OpenAI.com", " GPT-4o-mini ", 0.15, 0.6)]
    [TestCase("https://openrouter.ai/api", "google/gemma-4-26b-a4b-it", 0.07, 0.34)]
    [TestCase("https://openrouter.ai/api", "google/gemma-4-26b-a4b-it-20260403", 0.07, 0.34)]
    [TestCase("https://acme.openai.azure.com", "gpt-4o-mini", 0.165, 0.66)]
    [TestCase("https://generativelanguage.googleapis.com/v1beta/openai", "models/gemini-3.5-flash-lite", 0.3, 2.5)]
    [TestCase("http://localhost:11434", "gemma4:12b", 0, 0)]
    public void A_model_has_the_price_of_whoever_answers_at_that_address(string endpoint, string model, double read, double written) =>
        Assert.That(Find(endpoint, model), Is.EqualTo(new ModelPrice((decimal)read, (decimal)written)));

    [TestCase("https://gateway.example.com", "gpt-4o-mini", TestName = "A model at an address nobody knows has no price")]
    [TestCase("https://notopenai.com", "gpt-4o-mini", TestName = "An address that only looks like a vendor's is not the vendor's")]
    [TestCase("https://api.openai.com", "gpt-4o-2099-01-01", TestName = "Another snapshot of a model may cost something else")]
    [TestCase("http://localhost:8000", "gemma4", TestName = "A server on this machine may be a door to one that charges")]
    public void An_unknown_price_is_not_guessed(string endpoint, string model) => Assert.That(Find(endpoint, model), Is.Null);

    [Test]
    public void Every_system_the_list_knows_is_one_that_can_be_connected() => Assert.That(
        ListPrices.Providers,
        Is.SubsetOf(VisionProviders.All.Select(provider => provider.Declaration.Alias)));

    [Test]
    public void Where_two_sources_differ_the_dearer_is_kept() =>
        Assert.That(Find("https://api.anthropic.com", "claude-sonnet-5"), Is.EqualTo(new ModelPrice(3, 15)));

    [Test]
    public void A_model_that_ends_is_told_with_its_day() =>
        Assert.That(s_prices.Model(At("https://api.openai.com", "gpt-4o"), "gpt-4o-2024-11-20")!.RetiresOn, Is.EqualTo(new DateOnly(2027, 1, 14)));

    [Test]
    public void The_list_says_when_it_was_compiled() => Assert.That(s_prices.Compiled, Is.GreaterThanOrEqualTo(new DateOnly(2026, 11, 21)));

    // What the vendors' pages and reports count for these sizes; an estimate must never be below.
    [TestCase("claude-haiku-5-5", 1000, 1000, 1_334)]
    [TestCase("claude-haiku-5-5", 8000, 8000, 4_784)]
    [TestCase("gpt-4o", 1024, 1024, 765)]
    [TestCase("gpt-4o-2024-11-20", 2048, 4096, 1_105)]
    [TestCase("gpt-4o-mini", 1024, 1024, 25_501)]
    [TestCase("gpt-4.1-mini-2025-04-14", 1024, 1024, 1_659)]
    [TestCase("gpt-5-nano", 4096, 4096, 3_779)]
    [TestCase("gemini-3.5-flash-lite", 640, 480, 1_120)]
    [TestCase("gemini-2.5-flash", 300, 384, 258)]
    [TestCase("models/gemini-2.5-flash", 1024, 768, 516)]
    [TestCase("openai/gpt-4o", 512, 512, 255)]
    [TestCase("some-new-model", 1024, 768, 3_072)]
    [TestCase("some-new-model", 2048, 1536, 12_288)]
    [TestCase("gemma4:12b", 300, 200, 3_072, Description = "whose vendor lets it blow a small picture up to 1,120")]
    [TestCase("qwen/qwen3-vl-8b-instruct", 1024, 768, 3_072)]
    [TestCase("moonshotai/Kimi-K2.5", 2048, 1536, 12_288)]
    [TestCase("@cf/meta/llama-3.2-11b-vision-instruct", 1024, 768, 6_404)]
    [TestCase("llama3.2-vision", 500, 400, 1_601)]
    [TestCase("accounts/fireworks/models/llama-v3p2-11b-vision-instruct", 1024, 768, 6_404)]
    [TestCase("meta-llama/Llama-3.2-90B-Vision-Instruct", 2000, 500, 6_404)]
    [TestCase(null, 1, 1, 3_072)]
    public void A_picture_takes_as_many_tokens_as_the_vendors_formula_says(string? model, int width, int height, long tokens) =>
        Assert.That(ImageTokens.AtMost(model, new PixelSize(width, height)), Is.EqualTo(tokens));

    // The table of docs/costs.md: as the vendors' own providers ask where nothing is set, and in full detail.
    [TestCase("claude-haiku-5-5", 1_049, 1_049, "| Claude | – | 1,049 |")]
    [TestCase("gpt-4o", 85, 765, "| gpt-4o, gpt-4.1 | 85 | 765 |")]
    [TestCase("gpt-4.1", 85, 765, "| gpt-4o, gpt-4.1 | 85 | 765 |")]
    [TestCase("gpt-4o-mini", 2_833, 25_501, "| gpt-4o-mini | 2,833, at a low price each | 25,501, at a low price each |")]
    [TestCase("gpt-5.4-nano", 1_245, 1_245, "| gpt-4.1-mini, gpt-5-mini, gpt-5.4-mini and -nano | 1,245 | 1,245 |")]
    [TestCase("gpt-4.1-mini", 1_245, 1_245, "| gpt-4.1-mini, gpt-5-mini, gpt-5.4-mini and -nano | 1,245 | 1,245 |")]
    [TestCase("gpt-6-luna", 1_890, 1_890, "| gpt-6-luna, gpt-4.1-nano, gpt-5-nano, and every gpt that is not named here | 1,890 | 1,890 |")]
    [TestCase("gpt-5-nano", 1_890, 1_890, "| gpt-6-luna, gpt-4.1-nano, gpt-5-nano, and every gpt that is not named here | 1,890 | 1,890 |")]
    [TestCase("gemini-3.5-flash-lite", 280, 1_120, "| Gemini 3 | 280 | 1,120 |")]
    [TestCase("gemini-2.5-flash", 258, 516, "| Gemini 2 | 258 | 516 |")]
    [TestCase("@cf/meta/llama-3.2-11b-vision-instruct", 6_404, 6_404, "| Llama 3.2 Vision | 6,404 | 6,404 |")]
    [TestCase("qwen/qwen3-vl-8b-instruct", 3_072, 3_072, "| every other: Qwen, Kimi, Gemma, Llama 4, GLM, … | 3,072 | 3,072 |")]
    [TestCase("moonshotai/Kimi-K2.5", 3_072, 3_072, "| every other: Qwen, Kimi, Gemma, Llama 4, GLM, … | 3,072 | 3,072 |")]
    [TestCase("gemma4:12b", 3_072, 3_072, "| every other: Qwen, Kimi, Gemma, Llama 4, GLM, … | 3,072 | 3,072 |")]
    [TestCase("llama-4-scout", 3_072, 3_072, "| every other: Qwen, Kimi, Gemma, Llama 4, GLM, … | 3,072 | 3,072 |")]
    public void The_docs_say_what_a_picture_takes_by_default_and_in_full(string model, long byDefault, long inFull, string row)
    {
        var size = new PixelSize(1024, 768);
        IVisionProvider own = model.StartsWith("gemini", StringComparison.Ordinal) ? new GeminiProvider() : new OpenAiProvider();

        Assert.That((PictureTokens(own, model, size), PictureTokens(new OpenAiCompatibleProvider(), model, size)), Is.EqualTo((byDefault, inFull)));
        Assert.That(File.ReadAllText(Path.Combine(Repository.Root, "docs", "costs.md")), Does.Contain(row));
    }

    [Test]
    public void A_request_takes_its_words_its_picture_and_the_longest_answer_it_allows()
    {
        Connection connection = At("https://api.openai.com", "gpt-4o");
        connection.Options.Settings["MaxOutputTokens"] = "300";
        VisionRequest request = new()
        {
            Image = new PreparedImage(new byte[10], ImageFormat.Jpeg, new PixelSize(1024, 1024)),
            Tasks = VisionTasks.Keywords | VisionTasks.AltText,
            Language = "en",
        };

        TokenBound bound = connection.Provider.TokensAtMost(connection, request)!;

        Assert.That(bound.Written, Is.EqualTo(300));
        Assert.That(bound.Read, Is.InRange(765 + 400, 765 + 2_000), "the house's words are some 300 tokens");
    }

    // What the picture adds to the question without it.
    private static long PictureTokens(IVisionProvider provider, string model, PixelSize size)
    {
        var connection = new Connection("vision", new ConnectionOptions { Model = model }, provider, Http: null!);
        var words = new VisionRequest { Image = null, Tasks = VisionTasks.Keywords, Language = "en" };
        VisionRequest picture = words with { Image = new PreparedImage(new byte[10], ImageFormat.Jpeg, size) };
        return provider.TokensAtMost(connection, picture)!.Read - provider.TokensAtMost(connection, words)!.Read;
    }

    private static ModelPrice? Find(string endpoint, string model) => s_prices.Find(At(endpoint, model), model);

    private static Connection At(string endpoint, string model) =>
        new("vision", new ConnectionOptions { Endpoint = new Uri(endpoint), Model = model }, new OpenAiCompatibleProvider(), Http: null!);
}
