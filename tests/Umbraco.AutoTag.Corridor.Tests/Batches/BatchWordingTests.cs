using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Exchanges;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.TestKit.Providers;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>Why a value is what it is, where it came in a batch: the question and the answer are kept as those of a single call.</summary>
[TestFixture(typeof(AnthropicVendor))]
[TestFixture(typeof(OpenAiVendor))]
[TestFixture(typeof(OpenAiResponsesVendor))]
[TestFixture(typeof(GeminiVendor))]
internal sealed class BatchWordingTests<TVendor> : BatchTest<TVendor> where TVendor : BatchVendor, new()
{
    private static readonly JsonSerializerOptions s_asItStands = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Test]
    public async Task Each_answer_is_the_vendors_item_for_that_call_and_the_question_is_that_of_the_single_call()
    {
        Photos(3);
        Vendor.FateOf = number => number == 1 ? Fate.BadImage : Fate.Answered;
        Vendor.Repeats = request => $"to {request.Id}";
        await EndedAsync(await BeginAsync());

        Wording?[] kept = await KeptAsync();
        Assert.That(kept.Select(words => words is null), Is.EqualTo(new[] { false, true, false }), "of what brought no value nothing is kept");
        Assert.Multiple(() =>
        {
            foreach (int number in (int[])[0, 2])
            {
                Assert.That(kept[number]!.Answered, Does.Contain("Two dogs at a window").And.Contain($"to {CallsOf(0)[number]}"));
                Assert.That(CallsOf(0).Count(call => kept[number]!.Answered.Contains($"to {call}", StringComparison.Ordinal)), Is.EqualTo(1), "its own item and no other");
            }
        });

        string asked = kept[0]!.Asked!;
        await Site.RunSqlAsync("DELETE FROM autoTagQuestion");
        await Site.TagNowAsync(Site.Library.Add(Unique()));
        Assert.That((asked, Vendor.Singles), Is.EqualTo(((await KeptAsync())[0]!.Asked, 1)), "word for word what is kept of the single call");
        Assert.That(asked, Does.Contain(SpokenWords.Picture).And.Not.Contain(CallsOf(0)[0].ToString()));
    }

    [Test]
    public async Task Neither_a_secret_nor_the_picture_is_kept_though_the_vendor_repeats_both()
    {
        Photos(1);
        Site.Options.ApiKey = "sesame-open-4711";
        Vendor.Repeats = request => $"sesame-open-4711 sk-1234567890abcdef {request.Whole.ToJsonString(s_asItStands)}";
        await EndedAsync(await BeginAsync());

        Wording kept = (await KeptAsync()).Single()!;
        string picture = LongestTextIn(Vendor.Taken.Single().Requests.Single().Whole);
        Assert.That(picture, Has.Length.GreaterThan(10_000), "the picture was sent");
        Assert.That(kept.Answered, Does.Contain("Two dogs at a window").And.Contain("[hidden]").And.Not.Contain("sesame").And.Not.Contain("sk-1234567890abcdef"));
        Assert.That(kept.Answered, Has.Length.AtMost(Wording.MostCharacters));
        Assert.That(picture.Chunk(40).Select(piece => new string(piece)).Where(piece => $"{kept.Asked} {kept.Answered}".Contains(piece, StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task An_answer_keeps_the_question_it_was_asked_though_the_profile_asks_another_one_by_now()
    {
        Photos(1);
        Site.Default = Site.Default with { Guidance = Guidance.Of("Write warmly.") };
        Run run = await BeginAsync();
        await SentAsync(run);
        Site.Default = Site.Default with { Guidance = Guidance.Of("Write coldly.") };

        await EndedAsync(run);

        Assert.That(Vendor.Taken, Has.Count.EqualTo(2), "the other question is asked, too");
        Assert.That((await KeptAsync(0)).Single()!.Asked, Does.Contain("Write warmly.").And.Not.Contain("Write coldly."));
        Assert.That((await KeptAsync(1)).Single()!.Asked, Does.Contain("Write coldly.").And.Not.Contain("Write warmly."));
    }

    [Test]
    public async Task Where_no_words_can_be_kept_the_batch_goes_out_and_its_values_are_there_all_the_same()
    {
        MediaItem[] photos = Photos(2);
        await Site.RunSqlAsync("DROP TABLE autoTagAnswer; DROP TABLE autoTagQuestion");

        Run run = await EndedAsync(await BeginAsync());

        Assert.That((run.State, (await CountsAsync(run)).Done, Vendor.Singles), Is.EqualTo((RunState.Done, 2L, 0)));
        Assert.That(photos.Select(photo => Site.Library[photo.Key].Fields[AltText].Text), Is.All.EqualTo("Two dogs at a window"));
        Assert.That(Crashes.Heard.Warnings.Count(warning => warning.Contains("could not be kept", StringComparison.Ordinal)), Is.EqualTo(4), "the question is tried with each image");
        await NothingIsLeftAsync();
    }

    private Guid[] CallsOf(int batch) => [.. Vendor.Taken[batch].Requests.Select(request => Guid.Parse(request.Id))];

    private async Task<Wording?[]> KeptAsync(int batch = 0)
    {
        var kept = new List<Wording?>();
        foreach (Guid call in CallsOf(batch))
        {
            kept.Add(await Site.Wordings.FindAsync(call, default));
        }

        return [.. kept];
    }

    private static string LongestTextIn(JsonNode? node) => node switch
    {
        JsonObject members => members.Select(member => LongestTextIn(member.Value)).MaxBy(text => text.Length) ?? string.Empty,
        JsonArray items => items.Select(LongestTextIn).MaxBy(text => text.Length) ?? string.Empty,
        JsonValue value when value.TryGetValue(out string? text) => text,
        _ => string.Empty,
    };
}
