using System.Text.Json.Serialization;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Profiles;

namespace Umbraco.AutoTag.Core.Connections;

/// <summary>A connection was asked for one model, and another answered.</summary>
/// <param name="Asked">The model asked for; null where none is named.</param>
/// <param name="Answered">The model that answered.</param>
/// <param name="NoticedAt">When that was first seen.</param>
public sealed record ModelDrift(string? Asked, string Answered, DateTimeOffset NoticedAt)
{
    /// <summary>
    /// The drift that the last call of a connection shows; null where the right model answered it, where nobody knows, or where that model is no longer
    /// asked for.
    /// </summary>
    public static ModelDrift? Of(LedgerEntry? lastCall, Connection connection, Profile profile) =>
        lastCall is { ModelAsked: { } asked, ModelReported: { } answered }
        && ModelWatch.AgreementOf(asked, answered) == ModelAgreement.Other
        && profile.ModelsAskedOf(connection).Contains(asked)
            ? new ModelDrift(asked, answered, lastCall.SentAt)
            : null;

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
