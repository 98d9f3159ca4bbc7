using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.OpenAiCompatible;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests.OpenAiCompatible;

/// <summary>Systems with an API of their own often keep a second door that speaks chat completions: it opens to the general provider.</summary>
public sealed class OtherDoorsTests
{
    private static IEnumerable<ProviderSample> Doors => Samples.Of("ollama", "cloudflare", "moondream").Where(sample => sample.File.EndsWith("openai-compat-success.json", StringComparison.Ordinal));

    [TestCaseSource(nameof(Doors))]
    public async Task The_second_door_of_a_system_is_asked_and_understood_as_documented(ProviderSample sample)
    {
        await using VendorServer server = await VendorServer.StartAsync();
        server.Answer(sample.Status, sample.Body, headers: sample.Headers);
        using var http = new HttpClient();
        var options = new ConnectionOptions
        {
            Provider = "openai-compatible",
            Endpoint = server.Address,
            ApiKey = sample.RequestHeaders.Single(h => h.Key == "Authorization").Value["Bearer ".Length..],
            Model = (string)sample.Request["body"]!["model"]!,
            Settings =
            {
                ["Path"] = (string)sample.Request["path"]!,
                ["LimitField"] = "max_tokens",
                ["MaxOutputTokens"] = "512",
                ["ImageDetail"] = "low",
                // Moondream's takes no schema.
                ["StructuredOutput"] = sample.Request["body"]!["response_format"] is null ? "none" : "json_schema",
            },
        };
        options.Settings["StructuredOutput"] = sample.Request["body"]!["response_format"] is null ? "none" : "json_schema";
        var provider = new OpenAiCompatibleProvider();
        var question = new VisionRequest { Image = PictureOf(sample), Tasks = provider.Declaration.Tasks, Language = "en", MaxKeywords = 10 };

        VisionReply reply = await provider.AskAsync(new Connection("demo", options, provider, http), question, CancellationToken.None);

        SampleExpectation.Verify(sample.Expect, reply);
        ReceivedRequest sent = server.Received.Single();
        Assert.Multiple(() =>
        {
            Assert.That(provider.Validate(options), Is.Empty);
            Assert.That(sent.PathAndQuery, Is.EqualTo((string?)sample.Request["path"]));
            Assert.That(sample.RequestHeaders, Is.SubsetOf(sent.Headers));
            Assert.That(RequestShape.Of(JsonNode.Parse(sent.Body), ChatReply.OurOwn), Is.EqualTo(RequestShape.Of(sample.Request["body"], ChatReply.OurOwn)));
        });
    }

    private static Core.Media.PreparedImage PictureOf(ProviderSample sample)
    {
        string uri = (string)sample.Request["body"]!["messages"]![1]!["content"]![0]!["image_url"]!["url"]!;
        return new Core.Media.PreparedImage(Convert.FromBase64String(uri.Split(',')[1]), Core.Media.ImageFormat.Png, new Core.Media.PixelSize(4, 4));
    }
}
