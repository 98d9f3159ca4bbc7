using System.Text.Json;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.Providers.Shared.Jobs;

namespace Umbraco.AutoTag.Providers.RunPod;

/// <summary>Reads a job that has ended. One that failed comes with status 200; a worker may also end well and say in its output that it could not.</summary>
internal static class RunPodReader
{
    /// <summary>The words for a job that ended without an answer.</summary>
    public static IReadOnlyList<string> EndedBadly { get; } = ["FAILED", "CANCELLED", "TIMED_OUT"];

    public static VisionReply Read(Connection connection, VisionRequest request, HttpAnswer answer, RunPodSettings settings) =>
        answer.IsSuccess && EndOf(answer) is { } end
            ? end.ToReply(connection, answer)
            : ModelReader.Read(connection, request, answer, root => Understand(root, settings));

    private static ModelAnswer Understand(JsonElement root, RunPodSettings settings)
    {
        ModelAnswer output = WorkerOutput.Read(root.Member("output") ?? default);
        return output with { WasAsked = settings.Input.TakesQuestion, Usage = output.Usage with { ComputeSeconds = SecondsOf(root) }, Id = root.Text("id") };
    }

    private static JobEnd? EndOf(HttpAnswer answer)
    {
        using JsonDocument? document = answer.ToJson();
        if (document?.RootElement is not { } root)
        {
            return null;
        }

        var usage = new Usage { ComputeSeconds = SecondsOf(root) };
        if (root.Text("status") is { } status && EndedBadly.Contains(status))
        {
            return new JobEnd(FailureKind.Unavailable, status, ErrorEnvelope.Read(root), usage, root.Text("id"));
        }

        JsonElement output = root.Member("output") ?? default;
        return output.Member("error") is { ValueKind: JsonValueKind.String or JsonValueKind.Object }
            ? new JobEnd(FailureKind.BadImage, "worker-error", ErrorEnvelope.Read(output), usage, root.Text("id"))
            : null;
    }

    private static decimal? SecondsOf(JsonElement root) => root.Amount("executionTime") is { } milliseconds and >= 0 ? milliseconds / 1_000 : null;
}
