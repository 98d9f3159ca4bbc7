using System.Text.Json;

namespace Umbraco.AutoTag.Providers.Shared.Jobs;

/// <summary>How a system that answers later is spoken to. A request can be sent once, so each is written anew.</summary>
internal sealed record JobProtocol
{
    /// <summary>Looks how a job stands, by its id.</summary>
    public required Func<string, HttpRequestMessage> Look { get; init; }

    /// <summary>Stops a job, by its id.</summary>
    public required Func<string, HttpRequestMessage> Stop { get; init; }

    /// <summary>The words for a job that has ended, well or badly. With any other, known or not, it may go on and be paid for.</summary>
    public required IReadOnlyList<string> Ended { get; init; }

    /// <summary>True for an answer that says that the job has ended.</summary>
    public bool HasEnded(JsonElement job) => Ended.Contains(job.Text("status"));

    /// <summary>The id of a job that has not ended; null where it has, or where nothing in the answer can be its id.</summary>
    public string? UnfinishedIn(JsonElement job) => HasEnded(job) ? null : SafeId(job.Text("id"));

    /// <summary>A job's id as the system gave it, where it can stand in an address; null for anything else.</summary>
    public static string? SafeId(string? id) =>
        id is { Length: > 0 and <= 100 } && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? id : null;
}
