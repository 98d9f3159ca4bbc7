using System.Text.Json.Serialization;

namespace Umbraco.AutoTag.Core.Connections;

/// <summary>A connection was asked for one model, and another answered.</summary>
/// <param name="Asked">The model asked for; null where none is named.</param>
/// <param name="Answered">The model that answered.</param>
/// <param name="NoticedAt">When that was first seen.</param>
public sealed record ModelDrift(string? Asked, string Answered, DateTimeOffset NoticedAt)
{
    /// <summary>For people, and how to go on.</summary>
    /// <param name="connection">Alias of the connection.</param>
    public string Sentence(string connection) =>
        $"{connection} is asked for {Asked ?? "no model by name"}, but {Answered} answers, and AutoTag:Connections:{connection}:WhenModelDrifts is 'Stop'. " +
        "Let it go on to take that model, or pin another one.";
}

/// <summary>What follows where another model answers than the one that is pinned.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WhenModelDrifts>))]
public enum WhenModelDrifts
{
    /// <summary>It is told on the screens, in the health check and in the log, and the connection goes on.</summary>
    Warn,

    /// <summary>Nothing more is sent until an administrator lets it go on, or another model is pinned.</summary>
    Stop,
}
