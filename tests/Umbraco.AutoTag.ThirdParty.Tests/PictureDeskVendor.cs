using System.Text.Json.Nodes;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.ThirdParty.Tests;

/// <summary>The batches of Picture Desk, as its pages would describe them.</summary>
internal sealed class PictureDeskVendor : BatchVendor
{
    public override string Provider => "picture-desk";

    public override string Model => "desk-7";

    public override string SinglePath => "/v1/look";

    protected override string IdOf(JsonNode request) => (string)request["id"]!;

    protected override JsonNode Single() => new JsonObject
    {
        ["model"] = Model,
        ["sentence"] = "A dog.",
        ["things"] = new JsonArray(new JsonObject { ["word"] = "dog", ["sure"] = 0.9 }),
        ["credits"] = 1,
    };

    protected override JsonNode? Answer(string method, string path, JsonNode? body, ReceivedRequest request) => path.Split('/')[3..] switch
    {
        [] when method == "POST" => Take((string)body!["mark"]!, body["looks"]!.AsArray().Select(look => look!), Tell),
        [] => List(after: null),
        ["after", var mark] => List(mark),
        [var id, "stop"] => Stop(Find(id)),
        [var id] => Tell(Find(id)),
        _ => null,
    };

    private JsonObject List(string? after)
    {
        (IReadOnlyList<TakenBatch> batches, bool hasMore) = Page(after);
        return new JsonObject { ["batches"] = new JsonArray([.. batches.Select(Tell)]), ["next"] = hasMore ? batches[^1].Id : null };
    }

    private JsonNode Stop(TakenBatch batch)
    {
        Cancel(batch);
        return Tell(batch);
    }

    private JsonNode Tell(TakenBatch batch) => new JsonObject
    {
        ["batch"] = batch.Id,
        ["mark"] = batch.Mark,
        ["state"] = batch.IsOver ? "over" : "working",
        ["looks"] = batch.IsOver ? new JsonArray([.. batch.Lines(Line)]) : null,
    };

    private JsonObject? Line(TakenRequest request, Fate fate) => fate switch
    {
        Fate.Unsaid => null,
        Fate.Answered => new JsonObject { ["id"] = request.Id, ["found"] = Single() },
        Fate.BadImage => new JsonObject { ["id"] = request.Id, ["word"] = "picture", ["explained"] = "The image cannot be read." },
        _ => new JsonObject { ["id"] = request.Id, ["word"] = "not-reached" },
    };
}
