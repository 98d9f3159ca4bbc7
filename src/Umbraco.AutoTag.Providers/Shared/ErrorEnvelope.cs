using System.Text.Json;

namespace Umbraco.AutoTag.Providers.Shared;

/// <summary>What an error body says, whichever of the dozen forms in use it has.</summary>
public sealed record ErrorEnvelope
{
    private const int MaxDepth = 64;

    /// <summary>Nothing could be read.</summary>
    public static ErrorEnvelope None { get; } = new();

    /// <summary>False where the body is not JSON.</summary>
    public bool IsJson { get; private init; }

    /// <summary>The system's code (text, or a number as text); null where none.</summary>
    public string? Code { get; private init; }

    /// <summary>The system's type or status word; null where none.</summary>
    public string? Type { get; private init; }

    /// <summary>The message as it came; show it only through <see cref="VendorMessage"/>.</summary>
    public string? Message { get; private init; }

    /// <summary>The id of the exchange, where the body holds it.</summary>
    public string? RequestId { get; private init; }

    /// <summary>Google's <c>RetryInfo.retryDelay</c>, such as <c>33s</c>.</summary>
    public string? RetryDelay { get; private init; }

    /// <summary>Finer words from details and metadata: reasons, error codes, quota ids.</summary>
    public IReadOnlyList<string> Reasons { get; private init; } = [];

    /// <summary>True where a moderation system gives its reasons (OpenRouter's <c>metadata.reasons</c> or <c>patterns</c>).</summary>
    public bool IsModeration { get; private init; }

    /// <summary>What a system says in members of its own, found by its provider.</summary>
    public static ErrorEnvelope Said(string? code, string? message, string? requestId = null) =>
        new() { IsJson = true, Code = code, Message = message, RequestId = ExchangeId.Of(requestId) };

    /// <summary>Reads a body; what is not there, or has another type than expected, is null.</summary>
    public static ErrorEnvelope Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MaxDepth, AllowTrailingCommas = true });
            return Read(document.RootElement) with { IsJson = true };
        }
        catch (JsonException)
        {
            return None;
        }
    }

    /// <summary>Reads an element that was parsed already: some systems send an error inside an answer with status 200.</summary>
    public static ErrorEnvelope Read(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0)
        {
            root = root[0];
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            return None;
        }

        JsonElement error = Inner(root);
        ErrorEnvelope envelope = error.ValueKind == JsonValueKind.String
            ? new ErrorEnvelope { Message = error.AsText() }
            : FromObject(error);
        return envelope with { IsJson = true, RequestId = ExchangeId.Of(root.Text("request_id")) };
    }

    // {"error":{…}} and {"error":"text"}, {"errors":[{…}]} (Cloudflare), else the object itself (Mistral, old vLLM, FastAPI, Replicate).
    private static JsonElement Inner(JsonElement root)
    {
        if (root.Member("error") is { ValueKind: JsonValueKind.Object or JsonValueKind.String } error)
        {
            return error;
        }

        return root.Member("errors") is { ValueKind: JsonValueKind.Array } errors && errors.GetArrayLength() > 0 && errors[0].ValueKind == JsonValueKind.Object
            ? errors[0]
            : root;
    }

    private static ErrorEnvelope FromObject(JsonElement error)
    {
        var reasons = new List<string>();
        string? retryDelay = null;
        foreach (JsonElement detail in Details(error))
        {
            reasons.AddRange(new[] { detail.Text("reason"), detail.Text("error_code"), detail.Text("error_type"), detail.Text("type"), detail.Text("code") }.OfType<string>());
            reasons.AddRange(detail.Items("violations").Select(v => v.Text("quotaId")).OfType<string>());
            retryDelay ??= detail.Text("retryDelay");
        }

        JsonElement metadata = error.Member("metadata") ?? default;
        return new ErrorEnvelope
        {
            Code = error.Text("code"),
            Type = error.Text("type") ?? error.Text("status"),
            Message = Sentence(error),
            RetryDelay = retryDelay,
            Reasons = reasons,
            IsModeration = metadata.Items("reasons").Any() || metadata.Items("patterns").Any(),
        };
    }

    private static IEnumerable<JsonElement> Details(JsonElement error) =>
        new[] { error.Member("details"), error.Member("metadata"), error.Member("innererror"), error.Member("detail") }
            .OfType<JsonElement>()
            .SelectMany(e => e.ValueKind == JsonValueKind.Array ? e.EnumerateArray() : Enumerable.Repeat(e, 1))
            .Where(e => e.ValueKind == JsonValueKind.Object)
            .Take(100);

    private static string? Sentence(JsonElement error)
    {
        string? detail = error.Text("detail") ?? Validation(error);
        string?[] parts = [error.Text("message"), error.Text("title"), detail];
        string text = string.Join(". ", parts.Where(p => !string.IsNullOrWhiteSpace(p)));
        return text.Length > 0 ? text : null;
    }

    // FastAPI: {"detail":[{"loc":["body","max_completion_tokens"],"msg":"Extra inputs are not permitted"}]}
    private static string? Validation(JsonElement error) =>
        error.Items("detail").Select(d => (d.Items("loc").LastOrDefault().AsText() + " " + d.Text("msg")).Trim()).FirstOrDefault(t => t.Length > 0);
}
