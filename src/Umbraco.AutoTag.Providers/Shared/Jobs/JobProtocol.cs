using System.Text.Json;

namespace Umbraco.AutoTag.Providers.Shared.Jobs;

/// <summary>How a system that answers later is spoken to. A request can be sent once, so each is written anew.</summary>
internal sealed record JobProtocol
{
    /// <summary>Begins the job. The system may hold its answer back until the job has ended.</summary>
    public required Func<HttpRequestMessage> Begin { get; init; }

    /// <summary>Looks how a job stands, by its id.</summary>
    public required Func<string, HttpRequestMessage> Look { get; init; }

    /// <summary>Stops a job, by its id.</summary>
    public required Func<string, HttpRequestMessage> Stop { get; init; }

    /// <summary>The id of a job that has not ended; null where it has, or where the answer is none about a job.</summary>
    public required Func<JsonElement, string?> Unfinished { get; init; }

    /// <summary>A job's id as the system gave it, where it can stand in an address; null for anything else.</summary>
    public static string? SafeId(string? id) =>
        id is { Length: > 0 and <= 100 } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? id : null;
}
