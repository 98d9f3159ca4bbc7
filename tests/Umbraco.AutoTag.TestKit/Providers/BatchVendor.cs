using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Umbraco.AutoTag.TestKit.Providers;

/// <summary>What the vendor makes of one request of a batch.</summary>
public enum Fate
{
    /// <summary>Answers it, and sends a bill.</summary>
    Answered,

    /// <summary>Cannot read its picture.</summary>
    BadImage,

    /// <summary>Does not get to it.</summary>
    NotReached,

    /// <summary>Refuses to look at it, and sends a bill; OpenAI's chat only.</summary>
    Refused,

    /// <summary>Leaves it out of the list of answers, although it says that it has seen to all.</summary>
    Unsaid,
}

/// <summary>One vendor's batch endpoints over real HTTP, as its pages describe them: it keeps what it is sent, and answers when the test says so.</summary>
public abstract class BatchVendor : IAsyncDisposable
{
    /// <summary>Tokens it says it has read for each.</summary>
    public const int TokensIn = 1_000;

    /// <summary>Tokens it says it has written for each.</summary>
    public const int TokensOut = 100;

    private readonly Lock _lock = new();
    private VendorServer _server = null!;
    private int _batches;

    /// <summary>How it is set up as a connection.</summary>
    public abstract string Provider { get; }

    public virtual string Model => "claude-haiku-4-5-20251001";

    /// <summary>The model it says has answered; the one asked for where it says nothing else.</summary>
    public string? AnswersAs { get; set; }

    public virtual Dictionary<string, string> Settings => [];

    /// <summary>What is left of a single call's body is the body of the request in a batch.</summary>
    public abstract string SinglePath { get; }

    public Uri Address => _server.Address;

    public IReadOnlyList<ReceivedRequest> Received => _server.Received;

    /// <summary>When it thinks a batch was made.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>Every batch it ever took, oldest first.</summary>
    public List<TakenBatch> Taken { get; } = [];

    /// <summary>What becomes of a request, by its number within the batch.</summary>
    public Func<int, Fate> FateOf { get; set; } = _ => Fate.Answered;

    /// <summary>Takes the next batch and breaks the connection before it says so.</summary>
    public bool LosesAnswer { get; set; }

    /// <summary>Breaks the connection and takes nothing.</summary>
    public bool LosesRequest { get; set; }

    /// <summary>Refuses batches with this status.</summary>
    public int? Refuses { get; set; }

    /// <summary>Takes batches, and refuses them as a whole when it gets to them; OpenAI only.</summary>
    public bool RefusesLater { get; set; }

    /// <summary>What it repeats in its list of answers, beside the answer to a request; null where it repeats nothing.</summary>
    public Func<TakenRequest, string?> Repeats { get; set; } = _ => null;

    /// <summary>Answers a request in another way than it would; null where it answers as ever.</summary>
    public Func<ReceivedRequest, RequestDelegate?> Instead { get; set; } = _ => null;

    /// <summary>True where it can take a batch and refuse it as a whole when it gets to it.</summary>
    public virtual bool CanRefuseLater => false;

    /// <summary>True for the request by which a batch is handed over.</summary>
    public virtual bool IsHandOver(ReceivedRequest request) => request.Method == "POST" && PathOf(request).EndsWith("/batches", StringComparison.Ordinal);

    /// <summary>A page of its list has so many batches.</summary>
    public const int PageSize = 100;

    /// <summary>Takes batches of others on the same account, which are over at once.</summary>
    /// <param name="count">How many.</param>
    /// <param name="at">When.</param>
    public void TakeOthers(int count, DateTimeOffset at)
    {
        for (int other = 0; other < count; other++)
        {
            Taken.Add(new TakenBatch($"other_{other}", "of somebody else", [], at) { Fates = [] });
        }
    }

    /// <summary>Requests it has answered, single calls included: what it sends a bill for.</summary>
    public int Billed => Taken.Where(batch => batch.IsOver).Sum(batch => batch.Requests.Where((_, number) => batch.Fates![number] is Fate.Answered or Fate.Refused).Count()) + Singles;

    public int Singles { get; private set; }

    public int Cancelled { get; private set; }

    public async Task StartAsync()
    {
        _server = await VendorServer.StartAsync();
        _server.Answer(HandleAsync);
    }

    /// <summary>Works every batch off.</summary>
    public void Finish()
    {
        foreach (TakenBatch batch in Taken.Where(batch => !batch.IsOver))
        {
            batch.Fates = [.. Enumerable.Range(0, batch.Requests.Count).Select(number => batch.IsCancelled && number > 0 ? Fate.NotReached : FateOf(number))];
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    /// <summary>Answers anything but what is common to all.</summary>
    protected abstract JsonNode? Answer(string method, string path, JsonNode? body, ReceivedRequest request);

    protected abstract JsonNode Single();

    protected abstract string IdOf(JsonNode request);

    protected JsonNode Take(string mark, IEnumerable<JsonNode> requests, Func<TakenBatch, JsonNode> tell)
    {
        if (LosesRequest)
        {
            throw new BrokenOffException();
        }

        var batch = new TakenBatch($"batch_{++_batches}", mark, [.. requests.Select(request => new TakenRequest(IdOf(request), request))], Clock.GetUtcNow()) { Repeats = request => Repeats(request) };
        Taken.Add(batch);
        if (LosesAnswer)
        {
            LosesAnswer = false;
            throw new BrokenOffException();
        }

        return tell(batch);
    }

    protected void Cancel(TakenBatch batch)
    {
        Cancelled++;
        batch.IsCancelled = true;
    }

    /// <summary>A page of its list, the newest first, from behind this batch on; and whether there are more.</summary>
    protected (IReadOnlyList<TakenBatch> Batches, bool HasMore) Page(string? after)
    {
        TakenBatch[] rest = [.. Taken.AsEnumerable().Reverse()];
        rest = after is { Length: > 0 } ? [.. rest.SkipWhile(batch => batch.Id != after).Skip(1)] : rest;
        return ([.. rest.Take(PageSize)], rest.Length > PageSize);
    }

    protected static string PathOf(ReceivedRequest request) => request.PathAndQuery.Split('?')[0];

    protected static string? Query(ReceivedRequest request, string name) =>
        request.PathAndQuery.Split('?').ElementAtOrDefault(1)?.Split('&').Select(pair => pair.Split('=')).Where(pair => pair[0] == name).Select(pair => Uri.UnescapeDataString(pair[1])).FirstOrDefault();

    protected TakenBatch Find(string id) => Taken.Single(batch => batch.Id == id);

    protected const string Words = """{"keywords":[{"name":"dog","confidence":0.9}],"altText":"Two dogs at a window"}""";

    private Task HandleAsync(HttpContext context)
    {
        ReceivedRequest request = Received[^1];
        string path = context.Request.Path.Value!;
        if (Instead(request) is { } instead)
        {
            return instead(context);
        }

        try
        {
            JsonNode? answer;
            lock (_lock)
            {
                if (path.EndsWith(SinglePath, StringComparison.Ordinal) && request.Method == "POST")
                {
                    Singles++;
                    answer = Single();
                }
                else
                {
                    bool begins = request.Method == "POST" && !path.Contains("cancel", StringComparison.Ordinal);
                    if (begins && Refuses is { } status)
                    {
                        context.Response.StatusCode = status;
                        answer = JsonNode.Parse("""{"error":{"type":"invalid_request_error","message":"No batches here."}}""");
                    }
                    else
                    {
                        answer = Answer(request.Method, path, request.Body.StartsWith('{') ? JsonNode.Parse(request.Body) : null, request);
                    }
                }
            }

            context.Response.StatusCode = answer is null ? 404 : context.Response.StatusCode;
            context.Response.ContentType = "application/json";
            byte[] body = Encoding.UTF8.GetBytes(answer is JsonArray lines ? string.Join('\n', lines.Select(line => line!.ToJsonString())) : answer?.ToJsonString() ?? "{}");
            return context.Response.Body.WriteAsync(body).AsTask();
        }
        catch (BrokenOffException)
        {
            context.Abort();
            return Task.CompletedTask;
        }
    }

    private sealed class BrokenOffException : Exception;
}

/// <summary>A batch at the vendor.</summary>
public sealed record TakenBatch(string Id, string Mark, IReadOnlyList<TakenRequest> Requests, DateTimeOffset At)
{
    public Fate[]? Fates { get; set; }

    public bool IsOver => Fates is not null;

    public bool IsCancelled { get; set; }

    public Func<TakenRequest, string?> Repeats { get; init; } = _ => null;

    public IEnumerable<JsonNode> Lines(Func<TakenRequest, Fate, JsonNode?> write) =>
        Requests.Select((request, number) => WithRepeated(request, write(request, Fates![number]))).OfType<JsonNode>();

    private JsonNode? WithRepeated(TakenRequest request, JsonNode? line)
    {
        if (line is not null && Repeats(request) is { } repeated)
        {
            line["repeated"] = repeated;
        }

        return line;
    }
}

/// <summary>One request in it.</summary>
public sealed record TakenRequest(string Id, JsonNode Whole);

public sealed class AnthropicVendor : BatchVendor
{
    public override string Provider => "anthropic";

    public override string SinglePath => "/v1/messages";

    protected override string IdOf(JsonNode request) => (string)request["custom_id"]!;

    protected override JsonNode Single() => new JsonObject
    {
        ["id"] = "msg_1",
        ["model"] = AnswersAs ?? Model,
        ["stop_reason"] = "end_turn",
        ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = Words }),
        ["usage"] = new JsonObject { ["input_tokens"] = TokensIn, ["output_tokens"] = TokensOut },
    };

    protected override JsonNode? Answer(string method, string path, JsonNode? body, ReceivedRequest request) => path.Split('/')[3..] switch
    {
        ["batches"] when method == "POST" => Take(string.Empty, body!["requests"]!.AsArray().Select(item => item!), Tell),
        ["batches"] => List(Query(request, "after_id")),
        ["batches", var id] => Tell(Find(id)),
        ["batches", var id, "cancel"] => Stop(Find(id)),
        ["batches", var id, "results"] when Find(id).IsOver => new JsonArray([.. Find(id).Lines(Line)]),
        _ => null,
    };

    private JsonNode Stop(TakenBatch batch)
    {
        Cancel(batch);
        return Tell(batch);
    }

    private JsonObject List(string? after)
    {
        (IReadOnlyList<TakenBatch> batches, bool hasMore) = Page(after);
        return new JsonObject { ["data"] = new JsonArray([.. batches.Select(Tell)]), ["has_more"] = hasMore, ["last_id"] = batches.LastOrDefault()?.Id };
    }

    private static JsonNode Tell(TakenBatch batch) => new JsonObject
    {
        ["id"] = batch.Id,
        ["type"] = "message_batch",
        ["processing_status"] = batch.IsOver ? "ended" : batch.IsCancelled ? "canceling" : "in_progress",
        ["created_at"] = batch.At.ToString("O"),
    };

    private JsonObject? Line(TakenRequest request, Fate fate) => fate == Fate.Unsaid ? null : new()
    {
        ["custom_id"] = request.Id,
        ["result"] = fate switch
        {
            Fate.Answered => new JsonObject { ["type"] = "succeeded", ["message"] = Single() },
            Fate.BadImage => new JsonObject
            {
                ["type"] = "errored",
                ["error"] = new JsonObject { ["type"] = "error", ["error"] = new JsonObject { ["type"] = "invalid_request_error", ["message"] = "Could not process image" } },
            },
            _ => new JsonObject { ["type"] = "expired" },
        },
    };
}

public class OpenAiVendor : BatchVendor
{
    private readonly Dictionary<string, string> _files = [];

    public override string Provider => "openai";

    public override string Model => "gpt-4o-mini-2024-07-18";

    public override bool CanRefuseLater => true;

    public override string SinglePath => "/chat/completions";

    protected override string IdOf(JsonNode request) => (string)request["custom_id"]!;

    protected override JsonNode Single() => new JsonObject
    {
        ["id"] = "chatcmpl-1",
        ["model"] = AnswersAs ?? Model,
        ["choices"] = new JsonArray(new JsonObject { ["message"] = new JsonObject { ["content"] = Words }, ["finish_reason"] = "stop" }),
        ["usage"] = new JsonObject { ["prompt_tokens"] = TokensIn, ["completion_tokens"] = TokensOut },
    };

    private JsonNode Refusal()
    {
        JsonNode refusal = Single();
        refusal["choices"]![0]!["message"] = new JsonObject { ["content"] = null, ["refusal"] = "I cannot help with that." };
        return refusal;
    }

    protected override JsonNode? Answer(string method, string path, JsonNode? body, ReceivedRequest request) => path.Split('/')[2..] switch
    {
        ["files"] => Upload(request),
        ["files", var id, "content"] => new JsonArray([.. Find(id.Split('-')[1]).Lines((taken, fate) => Line(taken, fate, isError: id.StartsWith("err", StringComparison.Ordinal)))]),
        ["batches"] when method == "POST" => Take((string)body!["metadata"]!["autotag_batch"]!, Requests((string)body["input_file_id"]!), Tell),
        ["batches"] => List(Query(request, "after")),
        ["batches", var id] => Tell(Find(id)),
        ["batches", var id, "cancel"] => Stop(Find(id)),
        _ => null,
    };

    private JsonObject List(string? after)
    {
        (IReadOnlyList<TakenBatch> batches, bool hasMore) = Page(after);
        return new JsonObject { ["data"] = new JsonArray([.. batches.Select(Tell)]), ["has_more"] = hasMore, ["last_id"] = batches.LastOrDefault()?.Id };
    }

    private JsonObject Upload(ReceivedRequest request)
    {
        string id = $"file-{_files.Count + 1}";
        _files[id] = request.Body;
        return new JsonObject { ["id"] = id, ["purpose"] = "batch" };
    }

    private IEnumerable<JsonNode> Requests(string file) =>
        _files[file].Split('\n').Where(line => line.StartsWith("{\"custom_id\"", StringComparison.Ordinal)).Select(line => JsonNode.Parse(line)!);

    private JsonNode Stop(TakenBatch batch)
    {
        Cancel(batch);
        return Tell(batch);
    }

    private JsonNode Tell(TakenBatch batch) => RefusesLater && batch.IsOver ? Failed(batch) : new JsonObject
    {
        ["id"] = batch.Id,
        ["object"] = "batch",
        ["status"] = batch.IsOver ? batch.IsCancelled ? "cancelled" : batch.Fates!.Contains(Fate.NotReached) ? "expired" : "completed" : "in_progress",
        ["output_file_id"] = batch.IsOver ? $"out-{batch.Id}" : null,
        ["error_file_id"] = batch.IsOver ? $"err-{batch.Id}" : null,
        ["metadata"] = new JsonObject { ["autotag_batch"] = batch.Mark },
    };

    private static JsonNode Failed(TakenBatch batch) => new JsonObject
    {
        ["id"] = batch.Id,
        ["object"] = "batch",
        ["status"] = "failed",
        ["errors"] = new JsonObject
        {
            ["object"] = "list",
            ["data"] = new JsonArray(new JsonObject { ["code"] = "token_limit_exceeded", ["message"] = "Enqueued token limit reached." }),
        },
        ["metadata"] = new JsonObject { ["autotag_batch"] = batch.Mark },
    };

    private JsonObject? Line(TakenRequest request, Fate fate, bool isError) => fate == Fate.Unsaid || isError == (fate is Fate.Answered or Fate.Refused) ? null : new JsonObject
    {
        ["custom_id"] = request.Id,
        ["response"] = fate switch
        {
            Fate.Answered => new JsonObject { ["status_code"] = 200, ["request_id"] = "req_1", ["body"] = Single() },
            Fate.Refused => new JsonObject { ["status_code"] = 200, ["request_id"] = "req_1", ["body"] = Refusal() },
            Fate.BadImage => new JsonObject
            {
                ["status_code"] = 400,
                ["body"] = new JsonObject { ["error"] = new JsonObject { ["code"] = "invalid_image", ["message"] = "Not a picture" } },
            },
            _ => null,
        },
        ["error"] = fate == Fate.NotReached ? new JsonObject { ["code"] = "batch_expired", ["message"] = "This request could not be executed before the completion window expired." } : null,
    };
}

public sealed class OpenAiResponsesVendor : OpenAiVendor
{
    public override Dictionary<string, string> Settings => new() { ["Api"] = "responses" };

    public override string SinglePath => "/v1/responses";

    protected override JsonNode Single() => new JsonObject
    {
        ["id"] = "resp_1",
        ["model"] = AnswersAs ?? Model,
        ["status"] = "completed",
        ["output"] = new JsonArray(new JsonObject { ["type"] = "message", ["content"] = new JsonArray(new JsonObject { ["type"] = "output_text", ["text"] = Words }) }),
        ["usage"] = new JsonObject { ["input_tokens"] = TokensIn, ["output_tokens"] = TokensOut },
    };
}

public sealed class GeminiVendor : BatchVendor
{
    public override string Provider => "gemini";

    public override string Model => "gemini-2.5-flash";

    public override string SinglePath => ":generateContent";

    public override bool IsHandOver(ReceivedRequest request) => PathOf(request).EndsWith(":batchGenerateContent", StringComparison.Ordinal);

    protected override string IdOf(JsonNode request) => (string)request["metadata"]!["key"]!;

    protected override JsonNode Single() => new JsonObject
    {
        ["responseId"] = "r1",
        ["modelVersion"] = AnswersAs ?? Model,
        ["candidates"] = new JsonArray(new JsonObject
        {
            ["content"] = new JsonObject { ["parts"] = new JsonArray(new JsonObject { ["text"] = Words }) },
            ["finishReason"] = "STOP",
        }),
        ["usageMetadata"] = new JsonObject { ["promptTokenCount"] = TokensIn, ["candidatesTokenCount"] = TokensOut },
    };

    protected override JsonNode? Answer(string method, string path, JsonNode? body, ReceivedRequest request)
    {
        if (path.EndsWith(":batchGenerateContent", StringComparison.Ordinal))
        {
            JsonNode batch = body!["batch"]!;
            return Take((string)batch["display_name"]!, batch["input_config"]!["requests"]!["requests"]!.AsArray().Select(item => item!), Tell);
        }

        string[] below = path.Split('/')[3..];
        if (below.Length == 0)
        {
            (IReadOnlyList<TakenBatch> batches, bool hasMore) = Page(Query(request, "pageToken"));
            return new JsonObject { ["operations"] = new JsonArray([.. batches.Select(Tell)]), ["nextPageToken"] = hasMore ? batches[^1].Id : null };
        }

        TakenBatch found = Find(below[0].Split(':')[0]);
        if (path.EndsWith(":cancel", StringComparison.Ordinal))
        {
            Cancel(found);
            return new JsonObject();
        }

        return Tell(found);
    }

    private JsonNode Tell(TakenBatch batch)
    {
        var told = new JsonObject
        {
            ["name"] = $"batches/{batch.Id}",
            ["metadata"] = new JsonObject
            {
                ["displayName"] = batch.Mark,
                ["state"] = batch.IsOver ? batch.IsCancelled ? "BATCH_STATE_CANCELLED" : "BATCH_STATE_SUCCEEDED" : "BATCH_STATE_RUNNING",
            },
        };
        if (batch.IsOver)
        {
            told["done"] = true;
            told["response"] = new JsonObject { ["inlinedResponses"] = new JsonObject { ["inlinedResponses"] = new JsonArray([.. batch.Lines(Line)]) } };
        }

        return told;
    }

    private JsonObject? Line(TakenRequest request, Fate fate)
    {
        if (fate == Fate.Unsaid)
        {
            return null;
        }

        var line = new JsonObject { ["metadata"] = new JsonObject { ["key"] = request.Id } };
        if (fate == Fate.Answered)
        {
            line["response"] = Single();
        }
        else
        {
            line["error"] = new JsonObject { ["code"] = fate == Fate.BadImage ? 3 : 4, ["message"] = fate == Fate.BadImage ? "Unable to process input image" : "Deadline" };
        }

        return line;
    }
}
