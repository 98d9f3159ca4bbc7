using System.Diagnostics;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Telemetry;

namespace Umbraco.AutoTag.Core.Calls;

/// <summary>Puts a span around each attempt, with the names that OpenTelemetry's conventions for generative AI give.</summary>
internal sealed class CallSpan(IVisionCaller inner) : IVisionCaller
{
    public async Task<CalledReply> CallAsync(VisionCall call, CancellationToken cancellationToken)
    {
        ProviderDeclaration provider = call.Connection.Provider.Declaration;
        string name = $"{CallTags.OperationOf(provider)} {call.Request.Model}".TrimEnd();
        using Activity? span = AutoTagTelemetry.Source.StartActivity(name, ActivityKind.Client);
        CalledReply called = await inner.CallAsync(call, cancellationToken);
        if (span is { IsAllDataRequested: true })
        {
            Describe(span, call, called.Reply);
        }

        return called;
    }

    private static void Describe(Activity span, VisionCall call, VisionReply reply)
    {
        foreach ((string key, object? value) in CallTags.Of(call.Connection.Provider.Declaration, call.Request.Model))
        {
            span.SetTag(key, value);
        }

        span.SetTag(CallTags.Connection, call.Connection.Alias);
        span.SetTag(CallTags.ResponseModel, reply.ModelReported);
        span.SetTag("gen_ai.response.id", reply.RequestId);
        span.SetTag("gen_ai.usage.input_tokens", reply.Usage.InputTokens);
        span.SetTag("gen_ai.usage.output_tokens", reply.Usage.OutputTokens);
        if (call.Connection.Options.Endpoint is { } endpoint)
        {
            span.SetTag("server.address", endpoint.Host);
            span.SetTag("server.port", endpoint.Port);
        }

        if (reply.Failure is { } failure)
        {
            span.SetTag(CallTags.ErrorType, failure.Kind.ToString());
            span.SetStatus(ActivityStatusCode.Error, failure.Code);
        }
    }
}
