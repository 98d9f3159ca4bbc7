using System.Net;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Providers.Ollama;
using Umbraco.AutoTag.Providers.OpenAi;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Tests.Shared;

/// <summary>Whether an attempt was paid for: what the vendor says of it counts, and where it says nothing that is unknown.</summary>
public sealed class ChargedTests
{
    [TestCase(FailureKind.Throttled, 200, Charged.No)]
    [TestCase(FailureKind.OutOfCredit, 200, Charged.No)]
    [TestCase(FailureKind.Unauthorised, 200, Charged.No)]
    [TestCase(FailureKind.Misconfigured, 200, Charged.No)]
    [TestCase(FailureKind.BadImage, 200, Charged.Unknown)]
    [TestCase(FailureKind.Refused, 200, Charged.Unknown)]
    [TestCase(FailureKind.Unavailable, 200, Charged.Unknown)]
    [TestCase(FailureKind.Malformed, 200, Charged.Yes)]
    [TestCase(FailureKind.BadImage, 400, Charged.No)]
    [TestCase(FailureKind.Refused, 400, Charged.Unknown)]
    [TestCase(FailureKind.Unavailable, 500, Charged.No)]
    [TestCase(FailureKind.Unavailable, 504, Charged.Unknown)]
    public void An_error_is_charged_by_what_it_means_where_the_vendor_does_not_say(FailureKind kind, int status, Charged charged)
    {
        using var response = new HttpResponseMessage();
        var answer = new HttpAnswer((HttpStatusCode)status, response.Headers, "{}"u8.ToArray());

        Assert.That(FailureMessages.For(At(new OpenAiProvider()), kind, answer, ErrorEnvelope.None).Charged, Is.EqualTo(charged));
    }

    private static IEnumerable<TestCaseData> Counted =>
    [
        new TestCaseData(new Usage { Cost = new MicroUsd(80) }, Charged.Yes),
        new TestCaseData(new Usage { Cost = MicroUsd.Zero, InputTokens = 100 }, Charged.No),
        new TestCaseData(new Usage { Credits = 1 }, Charged.Yes),
        new TestCaseData(new Usage { Credits = 0 }, Charged.No),
        new TestCaseData(new Usage { InputTokens = 100 }, Charged.Yes),
        new TestCaseData(new Usage { ComputeSeconds = 0 }, Charged.No),
        new TestCaseData(new Usage { ComputeSeconds = 1.5m }, Charged.Unknown),
        new TestCaseData(new Usage { InputTokens = 0, OutputTokens = 0 }, Charged.Unknown),
        new TestCaseData(Usage.None, Charged.Unknown),
        new TestCaseData(null, Charged.Unknown),
    ];

    [TestCaseSource(nameof(Counted))]
    public void What_the_vendor_counted_says_more_than_what_an_error_means(Usage? usage, Charged charged)
    {
        var broken = new Failure(FailureKind.Unavailable, "?") { Charged = Charged.Unknown };

        Assert.Multiple(() =>
        {
            Assert.That(broken.ChargedAs(At(new OpenAiProvider()), usage).Charged, Is.EqualTo(charged));
            Assert.That((broken with { Charged = Charged.No }).ChargedAs(At(new OllamaProvider()), usage).Charged, Is.EqualTo(Charged.No), "one's own machine sends no bill");
        });
    }

    private static Connection At(IVisionProvider provider) => new("demo", new ConnectionOptions(), provider, Http: null!);
}
