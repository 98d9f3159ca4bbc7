using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.OpenAiCompatible;
using Umbraco.AutoTag.Providers.Shared;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests.Shared;

public sealed class ErrorTableTests
{
    private static IEnumerable<ProviderSample> ErrorSamples =>
        Samples.Of("openai", "openai-compatible", "anthropic", "gemini", "openrouter", "ollama", "cloudflare", "replicate", "runpod", "baseten", "moondream")
            .Where(sample => sample.Status >= 400);

    [TestCaseSource(nameof(ErrorSamples))]
    public void Each_documented_error_of_a_language_model_means_what_the_index_says(ProviderSample sample)
    {
        using var response = new HttpResponseMessage((HttpStatusCode)sample.Status);
        foreach ((string name, string value) in sample.Headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        var answer = new HttpAnswer(response.StatusCode, response.Headers, Encoding.UTF8.GetBytes(sample.Body));
        ErrorEnvelope errors = ErrorEnvelope.Read(answer.Body);

        SampleExpectation.Verify(sample.Expect, VisionReply.Failed(FailureMessages.For(s_connection, ErrorTable.Classify(answer, errors), answer, errors)));
    }

    [TestCase(429, "rate_limit_exceeded", "Rate limit reached on requests per min. To be allowed more, visit https://example.com/account/billing", FailureKind.Throttled)]
    [TestCase(429, "slow_down", "Slow down, or ask us for a larger budget.", FailureKind.Throttled)]
    [TestCase(429, "rate_limit_exceeded", "Rate limit reached on requests per day (RPD): Limit 200, Used 200.", FailureKind.OutOfCredit)]
    [TestCase(429, null, "Check your billing.", FailureKind.OutOfCredit)]
    [TestCase(503, null, "System is overloaded", FailureKind.Unavailable)]
    [TestCase(503, null, "There is no available model provider that meets your routing requirements", FailureKind.Misconfigured)]
    [TestCase(400, null, "The picture violates our terms of service.", FailureKind.BadImage)]
    [TestCase(400, null, "Have an administrator accept the model's terms first.", FailureKind.Misconfigured)]
    public void What_passes_by_itself_is_told_from_what_a_person_must_mend(int status, string? code, string message, FailureKind kind)
    {
        using var response = new HttpResponseMessage((HttpStatusCode)status);
        string body = new JsonObject { ["error"] = new JsonObject { ["message"] = message, ["code"] = code } }.ToJsonString();
        var answer = new HttpAnswer(response.StatusCode, response.Headers, Encoding.UTF8.GetBytes(body));

        Assert.That(ErrorTable.Classify(answer, ErrorEnvelope.Read(answer.Body)), Is.EqualTo(kind));
    }

    private static readonly Connection s_connection = new("demo", new ConnectionOptions(), new OpenAiCompatibleProvider(), new HttpClient());
}
