using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Providers.Shared;

/// <summary>A system that can answer nothing of what is asked is not asked: it would refuse an empty question, or its answer would be thrown away.</summary>
public static class TaskRule
{
    /// <summary>Why the question cannot be asked; null where it can.</summary>
    /// <param name="connection">Who would be asked.</param>
    /// <param name="request">The question.</param>
    /// <param name="offered">What this connection answers.</param>
    /// <param name="remedy">What else may be changed, as a whole sentence; null where nothing.</param>
    public static Failure? Against(Connection connection, VisionRequest request, VisionTasks offered, string? remedy = null) => (request.Tasks & offered) != VisionTasks.None
        ? null
        : new Failure(
            FailureKind.Misconfigured,
            $"Connection '{connection.Alias}' is asked for {request.Tasks}, and answers {offered} only. Change what its step asks (Tasks), or choose another connection for it. {remedy}".TrimEnd())
        {
            Code = "tasks",
            Sent = false,
        };
}
