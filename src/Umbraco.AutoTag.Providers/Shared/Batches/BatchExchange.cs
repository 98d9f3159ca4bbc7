using System.Net;
using System.Text;
using System.Text.Json;
using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Exchanges;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared.Jobs;

namespace Umbraco.AutoTag.Providers.Shared.Batches;

/// <summary>What a batch endpoint answered: a document, or why there is none.</summary>
/// <param name="Answer">As it came; null where none did.</param>
/// <param name="Root">Its document; of no kind where it has none.</param>
/// <param name="Failure">Why it is of no use; null where it is.</param>
public sealed record BatchAnswer(HttpAnswer? Answer, JsonElement Root, Failure? Failure);

/// <summary>One line of a list of answers.</summary>
/// <param name="Root">Its document.</param>
/// <param name="Listed">The line as it came, for <see cref="VisionReply.Listed"/>.</param>
public readonly record struct BatchLine(JsonElement Root, ListedAnswer Listed);

/// <summary>Speaking to batch endpoints: the same network, errors and words as for single calls.</summary>
public static class BatchExchange
{
    /// <summary>The longest list of answers that is read.</summary>
    public const int MaxResultBytes = 64 * 1024 * 1024;

    // So many that no account has as many batches, and few enough that a search ends.
    private const int MostPages = 100;

    /// <summary>Sends a request whose answer is one document. Errors are judged by what most vendors mean by them.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Task<BatchAnswer> AskAsync(Connection connection, HttpRequestMessage message, CancellationToken cancellationToken) =>
        AskAsync(connection, message, Judge, cancellationToken);

    /// <summary>The same for systems that mean something else by their errors.</summary>
    /// <param name="connection">Who is asked.</param>
    /// <param name="message">What.</param>
    /// <param name="judge">Says what an error answer means.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<BatchAnswer> AskAsync(
        Connection connection, HttpRequestMessage message, Func<HttpAnswer, Verdict> judge, CancellationToken cancellationToken)
    {
        BatchAnswer answered = await SendAsync(connection, message, judge, cancellationToken);
        if (answered.Failure is not null)
        {
            return answered;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(answered.Answer!.Body);
            return answered with { Root = document.RootElement.Clone() };
        }
        catch (JsonException)
        {
            return answered with { Failure = NotUnderstood(connection, answered) };
        }
    }

    /// <summary>Sends a request whatever its answer looks like; only the status counts.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static Task<BatchAnswer> SendAsync(Connection connection, HttpRequestMessage message, CancellationToken cancellationToken) =>
        SendAsync(connection, message, Judge, cancellationToken);

    /// <summary>The same for systems that mean something else by their errors.</summary>
    /// <param name="connection">Who is asked.</param>
    /// <param name="message">What.</param>
    /// <param name="judge">Says what an error answer means.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<BatchAnswer> SendAsync(
        Connection connection, HttpRequestMessage message, Func<HttpAnswer, Verdict> judge, CancellationToken cancellationToken)
    {
        ExchangeResult exchange = await HttpExchange.SendAsync(connection, message, MaxResultBytes, cancellationToken);
        if (exchange.Answer is not { } answer)
        {
            return new BatchAnswer(null, default, exchange.Failure);
        }

        if (answer.IsSuccess && !answer.IsHtml)
        {
            return new BatchAnswer(answer, default, null);
        }

        Verdict verdict = judge(answer);
        // What is wrong with a batch as a whole is not wrong with a picture.
        FailureKind kind = verdict.Kind == FailureKind.BadImage ? FailureKind.Misconfigured : verdict.Kind;
        return new BatchAnswer(answer, default, FailureMessages.For(connection, kind, answer, verdict.Said));
    }

    /// <summary>Looks through an account's list of batches, page by page, until one is found or the list is at its end.</summary>
    /// <param name="connection">Whose account.</param>
    /// <param name="page">Writes the request for a page: the first where it is given null, else the one after this mark.</param>
    /// <param name="look">What a page has to say to the search.</param>
    /// <param name="next">The mark of the page after this one; null where it is the last, or nothing behind it can be what is looked for.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<BatchSearch> SearchAsync(
        Connection connection, Func<string?, HttpRequestMessage> page, Func<JsonElement, Task<BatchSearch>> look, Func<JsonElement, string?> next, CancellationToken cancellationToken)
    {
        bool isOpen = false;
        string? mark = null;
        for (int read = 0; read < MostPages; read++)
        {
            using HttpRequestMessage message = page(mark);
            BatchAnswer answered = await AskAsync(connection, message, cancellationToken);
            if (answered.Failure is { } failure)
            {
                return BatchSearch.Failed(failure);
            }

            BatchSearch said = await look(answered.Root);
            if (said is { VendorId: not null } or { Failure: not null })
            {
                return said;
            }

            isOpen |= said.IsOpen;
            string? before = mark;
            mark = next(answered.Root);
            if (string.IsNullOrEmpty(mark))
            {
                return isOpen ? BatchSearch.NotYet : BatchSearch.NotThere;
            }

            if (mark == before)
            {
                return BatchSearch.NotYet;
            }
        }

        return BatchSearch.NotYet;
    }

    /// <summary>What an answer to "take this batch" means: its id, or why there is none and whether it may have been taken all the same.</summary>
    /// <param name="connection">Who answered.</param>
    /// <param name="answered">What.</param>
    /// <param name="idOf">Finds the id in the answer; null where it is not there.</param>
    public static BatchSent Sent(Connection connection, BatchAnswer answered, Func<JsonElement, string?> idOf)
    {
        if (answered.Failure is { } failure)
        {
            return IsCertain(answered) ? BatchSent.NotTaken(failure) : BatchSent.InDoubt(failure);
        }

        return idOf(answered.Root) is { } id ? BatchSent.As(id) : BatchSent.InDoubt(NotUnderstood(connection, answered));
    }

    /// <summary>What a batch endpoint said is of no use, whatever its status.</summary>
    /// <param name="connection">Who answered.</param>
    /// <param name="answered">What; an answer came.</param>
    public static Failure NotUnderstood(Connection connection, BatchAnswer answered) =>
        FailureMessages.For(connection, FailureKind.Malformed, answered.Answer!, ErrorEnvelope.None);

    // Where the system itself says that it is overloaded it has not begun. Whatever else is broken may be in front of it, or broken half-way.
    private static bool IsCertain(BatchAnswer answered) => answered.Answer is { } answer
        ? (int)answer.Status switch
        {
            408 => false,
            >= 300 and < 500 => true,
            503 or 529 => ErrorEnvelope.Read(answer.Body).IsJson,
            _ => false,
        }
        : answered.Failure!.Charged == Charged.No;

    /// <summary>A vendor's id, where it can stand in an address; null for anything else.</summary>
    public static string? SafeId(string? id) => JobProtocol.SafeId(id);

    /// <summary>The documents of a list that has one on each line, one at a time; a line that is none is passed over.</summary>
    public static IEnumerable<BatchLine> Lines(ReadOnlyMemory<byte> body)
    {
        while (!body.IsEmpty)
        {
            int end = body.Span.IndexOf((byte)'\n');
            ReadOnlyMemory<byte> line = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            if (Parsed(line) is { } root)
            {
                yield return new BatchLine(root, new ListedAnswer(line));
            }
        }
    }

    /// <summary>A single call's answer as it stands within a batch, to be read by that call's reader.</summary>
    /// <param name="status">The status it would have come with.</param>
    /// <param name="body">What it would have brought.</param>
    public static HttpAnswer Inner(int status, JsonElement body) =>
        new((HttpStatusCode)status, new HttpResponseMessage().Headers, Encoding.UTF8.GetBytes(body.Raw()));

    /// <summary>The call that an id stands for, where it is one of these; null for anything else.</summary>
    public static Guid? CallOf(string? id, IReadOnlyDictionary<Guid, VisionRequest> asked) =>
        Guid.TryParseExact(id, "D", out Guid callId) && asked.ContainsKey(callId) ? callId : null;

    /// <summary>A call that the system did not get to, by its own word: it is not charged.</summary>
    public static VisionReply NotReached(Connection connection) => VisionReply.Failed(BatchReasons.NotAnswered(connection.Alias));

    /// <summary>Where the system says that it has seen to every call: what its list says nothing legible of may have been paid for.</summary>
    public static void AddUnsaid(Connection connection, IReadOnlyDictionary<Guid, VisionRequest> asked, Dictionary<Guid, VisionReply> replies)
    {
        foreach (Guid call in asked.Keys)
        {
            replies.TryAdd(call, VisionReply.Failed(BatchReasons.Unsaid(connection.Alias)));
        }
    }

    /// <summary>Puts a call's body between what tells its answer from the others'.</summary>
    /// <param name="before">The JSON before it.</param>
    /// <param name="single">The single call, as the provider writes it; its body is taken.</param>
    /// <param name="after">The JSON behind it.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    public static async Task<ReadOnlyMemory<byte>> WrapAsync(string before, HttpRequestMessage single, string after, CancellationToken cancellationToken)
    {
        await WithinABatch.NoteAsync(single, cancellationToken);
        byte[] body = await single.Content!.ReadAsByteArrayAsync(cancellationToken);
        byte[] wrapped = new byte[Encoding.UTF8.GetByteCount(before) + body.Length + Encoding.UTF8.GetByteCount(after)];
        int place = Encoding.UTF8.GetBytes(before, wrapped);
        body.CopyTo(wrapped, place);
        Encoding.UTF8.GetBytes(after, wrapped.AsSpan(place + body.Length));
        return wrapped;
    }

    private static Verdict Judge(HttpAnswer answer)
    {
        ErrorEnvelope errors = ErrorEnvelope.Read(answer.Body);
        return new Verdict(ErrorTable.Classify(answer, errors), errors);
    }

    private static JsonElement? Parsed(ReadOnlyMemory<byte> line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
