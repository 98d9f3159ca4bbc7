using System.Globalization;
using System.Net;
using System.Reflection;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.ChatClient;

/// <summary>
/// What a chat client's failures mean. Clients share no exceptions; nearly all carry the HTTP status in a property <c>Status</c> or <c>StatusCode</c>
/// (System.ClientModel, Azure.Core, Anthropic, HttpClient), and with its message it is judged like any other answer.
/// </summary>
internal static class ChatClientFailures
{
    private static readonly string[] s_status = ["StatusCode", "Status"];

    public static Failure Missing(Connection connection) => new(
        FailureKind.Misconfigured,
        $"The site has no chat client for connection '{connection.Alias}'. Check AutoTag:Connections:{connection.Alias}:Settings:Client and what Program.cs registers.")
    {
        Code = "client",
        Sent = false,
    };

    public static Failure Of(Connection connection, Exception exception)
    {
        (int? status, Exception said) = StatusOf(exception);
        FailureKind kind = status is { } known ? KindOf(known, said.Message) : FailureKind.Unavailable;
        return new Failure(kind, $"{Sentence(connection, kind)} It said: “{VendorMessage.For(connection, said.Message)}”")
        {
            Code = status?.ToString(CultureInfo.InvariantCulture) ?? said.GetType().Name,
            // Without a status nobody knows how far the call came.
            Charged = status is null or 408 or 504 or 524 ? Charged.Unknown : Charged.No,
        };
    }

    public static Failure Unusable(Connection connection, FailureKind kind, string code) =>
        new(kind, Sentence(connection, kind)) { Code = code, Charged = Charged.Yes, Repairable = kind == FailureKind.Malformed ? Repairable.Yes : Repairable.No };

    private static string Sentence(Connection connection, FailureKind kind)
    {
        string client = $"The site's chat client of connection '{connection.Alias}'";
        return kind switch
        {
            FailureKind.Throttled => $"{client} is asked to slow down. Work goes on by itself.",
            FailureKind.OutOfCredit => $"The account behind {Lower(client)} has no credit left or has reached a limit of its own.",
            FailureKind.Unauthorised => $"{client} is not let in: check the key it is built with.",
            FailureKind.Misconfigured => $"{client} cannot do this as it is set up: check how it is built, and AutoTag:Connections:{connection.Alias}:Model.",
            FailureKind.BadImage => $"{client} cannot use this picture.",
            FailureKind.Refused => $"{client} refuses to describe this picture.",
            FailureKind.Malformed => $"The answer of {Lower(client)} could not be understood, so nothing of it was used.",
            _ => $"{client} failed.",
        };
    }

    private static string Lower(string sentence) => char.ToLowerInvariant(sentence[0]) + sentence[1..];

    private static FailureKind KindOf(int status, string message)
    {
        using var response = new HttpResponseMessage((HttpStatusCode)status);
        var errors = ErrorEnvelope.Said(code: null, message);
        return ErrorTable.Classify(new HttpAnswer(response.StatusCode, response.Headers, ReadOnlyMemory<byte>.Empty), errors);
    }

    private static (int? Status, Exception Said) StatusOf(Exception exception)
    {
        for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (s_status.Select(name => Number(inner, name)).FirstOrDefault(number => number is >= 300 and <= 599) is { } status)
            {
                return (status, inner);
            }
        }

        return (null, exception);
    }

    private static int? Number(Exception exception, string name) =>
        exception.GetType().GetProperty(name, BindingFlags.Public | BindingFlags.Instance)?.GetValue(exception) switch
        {
            int number => number,
            HttpStatusCode code => (int)code,
            _ => null,
        };
}
