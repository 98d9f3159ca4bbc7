using System.Text.Json.Nodes;
using NUnit.Framework;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.TestKit.Providers;

/// <summary>Compares a reply with an <c>expect</c> entry of the sample index.</summary>
public static class SampleExpectation
{
    /// <summary>What a category and its finer reason are in the house's words; null for an answer.</summary>
    public static FailureKind? KindOf(JsonObject expect) => ((string)expect["category"]!, (string?)expect["reason"]) switch
    {
        ("ok" or "ok-empty", _) => null,
        ("rate-limit", _) => FailureKind.Throttled,
        ("quota", _) => FailureKind.OutOfCredit,
        ("auth", _) => FailureKind.Unauthorised,
        ("permanent-input", "refusal" or "content-filter") => FailureKind.Refused,
        ("permanent-input", _) => FailureKind.BadImage,
        ("permanent-config", _) => FailureKind.Misconfigured,
        ("transient", "malformed" or "truncated") => FailureKind.Malformed,
        ("transient", _) => FailureKind.Unavailable,
        var (category, _) => throw new ArgumentException($"The index has a category nobody knows: {category}.", nameof(expect)),
    };

    /// <summary>Kind, wait, tags, caption, usage and model.</summary>
    public static void Verify(JsonObject expect, VisionReply reply)
    {
        Assert.Multiple(() =>
        {
            Assert.That(reply.Failure?.Kind, Is.EqualTo(KindOf(expect)), reply.Failure?.Message);
            Assert.That(reply.Failure?.RetryAfter?.TotalSeconds, Is.EqualTo((double?)expect["retryAfterSeconds"]).Within(0.001));
            if (reply.Observations is { } observations)
            {
                VerifyAnswer(expect, observations, reply);
            }
        });
    }

    private static void VerifyAnswer(JsonObject expect, IReadOnlyList<Observation> observations, VisionReply reply)
    {
        if (expect["tags"] is JsonArray tags)
        {
            foreach (ObservationKind kind in new[] { ObservationKind.Keyword, ObservationKind.Moderation })
            {
                Assert.That(observations.Where(o => o.Kind == kind).Select(o => (o.Value, Rounded(o.Confidence.Value))), Is.EqualTo(Named(tags, kind)));
            }

            // Texts are kept where they were asked for.
            foreach (ObservationKind kind in new[] { ObservationKind.AltText, ObservationKind.Text })
            {
                Assert.That(Named(tags, kind), Is.SubsetOf(observations.Where(o => o.Kind == kind).Select(o => (o.Value, Rounded(o.Confidence.Value)))));
            }
        }

        if (expect.ContainsKey("caption"))
        {
            Assert.That(observations.FirstOrDefault(o => o.Kind == ObservationKind.AltText)?.Value, Is.EqualTo((string?)expect["caption"]));
        }

        JsonNode? usage = expect["usage"];
        Assert.That(reply.Usage.Credits, Is.EqualTo((decimal?)usage?["credits"] ?? reply.Usage.Credits));
        Assert.That(reply.Usage.CreditsRemaining, Is.EqualTo((decimal?)usage?["remaining"] ?? reply.Usage.CreditsRemaining));
        Assert.That(reply.Usage.InputTokens, Is.EqualTo((long?)usage?["inputTokens"] ?? reply.Usage.InputTokens));
        Assert.That(reply.Usage.OutputTokens, Is.EqualTo((long?)usage?["outputTokens"] ?? reply.Usage.OutputTokens));
        Assert.That(reply.ModelReported, Is.EqualTo((string?)expect["modelVersion"] ?? reply.ModelReported));
    }

    // What is a label and an object, too, is one keyword, as sure as the surer of the two.
    private static IEnumerable<(string Name, double? Confidence)> Named(JsonArray tags, ObservationKind kind) => tags
        .Where(tag => KindOf((string?)tag!["kind"]) == kind)
        .GroupBy(tag => (string)tag!["name"]!, StringComparer.OrdinalIgnoreCase)
        .Select(same => (same.Key, Rounded(same.Max(tag => (double?)tag!["confidence"]))));

    private static ObservationKind KindOf(string? kind) => kind switch
    {
        "moderation" => ObservationKind.Moderation,
        "text" => ObservationKind.Text,
        "caption" => ObservationKind.AltText,
        _ => ObservationKind.Keyword,
    };

    // Ninety-nine percent and 0.99 are not the same bits.
    private static double? Rounded(double? confidence) => confidence is { } known ? Math.Round(known, 9) : null;
}
