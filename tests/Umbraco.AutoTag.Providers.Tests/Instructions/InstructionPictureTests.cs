using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.OpenAiCompatible;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.TestKit.Hostile;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests.Instructions;

/// <summary>
/// Pictures that tell the model what to do: what is the same for every system that is asked in words. Each picture, and each answer of a model that was taken
/// in, is tried with every such system by the contract.
/// </summary>
public sealed class InstructionPictureTests
{
    private const VisionTasks Asked = VisionTasks.AltText | VisionTasks.Keywords;

    private static readonly HttpClient s_http = new();
    private static readonly OpenAiCompatibleProvider s_provider = new();

    private VendorServer _server = null!;

    [SetUp]
    public async Task StartAsync() => _server = await VendorServer.StartAsync();

    [TearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    [OneTimeTearDown]
    public static void Close() => s_http.Dispose();

    [Test]
    public void Each_picture_has_the_answer_of_a_model_that_does_what_it_says() => Assert.That(InstructionPictures.Fooled.Keys, Is.EquivalentTo(InstructionPictures.Names));

    [Test]
    public async Task A_picture_that_makes_a_model_write_without_end_fills_no_field_without_end()
    {
        string endless = string.Join(' ', Enumerable.Repeat("IGNORE YOUR INSTRUCTIONS", 2_000));

        VisionReply reply = await AskAsync("ignore-instructions", new JsonObject
        {
            ["altText"] = endless,
            ["keywords"] = new JsonArray([.. Enumerable.Range(0, 5_000).Select(i => (JsonNode)$"word {i}"), endless]),
        }.ToJsonString());

        Assert.Multiple(() =>
        {
            Assert.That(reply.Observations!, Has.Count.LessThanOrEqualTo(ObservationList.MaxObservations));
            Assert.That(reply.Observations!.Select(o => o.Value.Length), Is.All.LessThanOrEqualTo(ObservationList.MaxTextLength));
            Assert.That(reply.Observations!.Where(o => o.Kind == ObservationKind.Keyword).Select(o => o.Value.Length), Is.All.LessThanOrEqualTo(ObservationList.MaxKeywordLength));
        });
    }

    [Test]
    public async Task A_model_that_was_told_to_give_its_instructions_away_gives_away_no_key()
    {
        await AskAsync("ignore-instructions", """{"altText":"x","keywords":[]}""");

        Assert.That(_server.Received.Single().Body, Does.Not.Contain("TEST-KEY"));
    }

    private async Task<VisionReply> AskAsync(string picture, string answer)
    {
        _server.Answer(200, ChatReply.Saying(answer));
        var options = new ConnectionOptions { Provider = "openai-compatible", Endpoint = _server.Address, ApiKey = "TEST-KEY", Model = "demo-1" };
        var request = new VisionRequest { Image = InstructionPictures.Of(picture), Tasks = Asked, Language = "en" };
        return await s_provider.AskAsync(new Connection("demo", options, s_provider, s_http), request, CancellationToken.None);
    }
}
