using System.Text.Json;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.RunPod;

/// <summary>Reads a job that has ended. One that failed comes with status 200; a worker may also end well and say in its output that it could not.</summary>
internal static class RunPodReader
{
    private static readonly string[] s_endedBadly = ["FAILED", "CANCELLED", "TIMED_OUT"];

    public static VisionReply Read(Connection connection, VisionRequest request, HttpAnswer answer, RunPodSettings settings)
    {
        if (answer.IsSuccess && EndOf(answer) is { } end)
        {
            Failure failure = FailureMessages.For(connection, end.Kind, answer, end.Said);
            // What ran until it failed may be on the bill.
            return VisionReply.Failed(failure with { Code = end.Code, Charged = end.Usage.ComputeSeconds is null ? Charged.No : Charged.Unknown }, end.Usage)
                with { RequestId = end.Id };
        }

        return ModelReader.Read(connection, request, answer, root => Understand(root, settings));
    }

    private static ModelAnswer Understand(JsonElement root, RunPodSettings settings)
    {
        ModelAnswer output = WorkerOutput.Read(root.Member("output") ?? default);
        return output with { WasAsked = settings.Input.TakesQuestion, Usage = output.Usage with { ComputeSeconds = SecondsOf(root) }, Id = root.Text("id") };
    }

    private sealed record End(FailureKind Kind, string Code, ErrorEnvelope Said, Usage Usage, string? Id);

    private static End? EndOf(HttpAnswer answer)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(answer.Body);
            JsonElement root = document.RootElement;
            string? status = root.Text("status");
            var usage = new Usage { ComputeSeconds = SecondsOf(root) };
            string? id = ExchangeId.Of(root.Text("id"));
            if (s_endedBadly.Contains(status))
            {
                return new End(FailureKind.Unavailable, status!, ErrorEnvelope.Read(root), usage, id);
            }

            JsonElement output = root.Member("output") ?? default;
            return output.Member("error") is { ValueKind: JsonValueKind.String or JsonValueKind.Object }
                ? new End(FailureKind.BadImage, "worker-error", ErrorEnvelope.Read(output), usage, id)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static decimal? SecondsOf(JsonElement root) => root.Amount("executionTime") is { } milliseconds and >= 0 ? milliseconds / 1_000 : null;
}
