using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Tests.Ledger;

public sealed class PricesTests
{
    private static readonly VisionRequest s_keywords = new() { Image = null, Tasks = VisionTasks.Keywords, Language = "en" };

    private static readonly ConnectionOptions s_configured = new() { UsdPerMillionInputTokens = 0.10m, UsdPerMillionOutputTokens = 0.50m, UsdPerCredit = 0.002m };

    [Test]
    public void What_the_provider_reports_wins_over_every_price() => Assert.That(
        CostOf(new Usage { Cost = new MicroUsd(7), InputTokens = 1_000, OutputTokens = 10 }, s_configured),
        Is.EqualTo(((MicroUsd?)new MicroUsd(7), PriceBasis.Reported)));

    [Test]
    public void Tokens_are_multiplied_exactly_and_rounded_up_to_a_micro_dollar() => Assert.That(
        CostOf(new Usage { InputTokens = 412, OutputTokens = 59 }, s_configured),
        Is.EqualTo(((MicroUsd?)new MicroUsd(71), PriceBasis.Configured)), "412 × 0.1 + 59 × 0.5 = 70.7 millionths");

    [Test]
    public void Credits_have_a_price_where_the_site_names_one() => Assert.That(
        CostOf(new Usage { Credits = 1 }, s_configured), Is.EqualTo(((MicroUsd?)new MicroUsd(2_000), PriceBasis.Configured)));

    [Test]
    public void A_price_per_image_wins_over_prices_per_token() => Assert.That(
        CostOf(new Usage { InputTokens = 412, OutputTokens = 59 }, new ConnectionOptions { UsdPerImage = 0.001m, UsdPerMillionInputTokens = 1, UsdPerMillionOutputTokens = 1 }),
        Is.EqualTo(((MicroUsd?)new MicroUsd(1_000), PriceBasis.Configured)));

    [Test]
    public void Time_has_a_price_where_the_site_names_one_and_beforehand_the_whole_time_out_counts() => Assert.Multiple(() =>
    {
        var perSecond = new ConnectionOptions { UsdPerComputeSecond = 0.000225m, Timeout = TimeSpan.FromMinutes(2) };
        Assert.That(CostOf(new Usage { ComputeSeconds = 2.412m }, perSecond), Is.EqualTo(((MicroUsd?)new MicroUsd(543), PriceBasis.Configured)), "542.7 millionths");
        Assert.That(CostOf(new Usage { ComputeSeconds = 2.412m }, new ConnectionOptions()), Is.EqualTo(((MicroUsd?)null, PriceBasis.Unknown)));
        Assert.That(AtMost(perSecond), Is.EqualTo(new Estimate(new MicroUsd(27_000), null)));
    });

    [Test]
    public void The_list_price_is_taken_where_nothing_is_configured_and_the_configured_half_of_it_wins() => Assert.Multiple(() =>
    {
        var usage = new Usage { InputTokens = 1_000, OutputTokens = 100 };
        Assert.That(CostOf(usage, new ConnectionOptions()), Is.EqualTo(((MicroUsd?)new MicroUsd(3_000), PriceBasis.Listed)), "2 and 10 dollars");
        Assert.That(CostOf(usage, new ConnectionOptions { UsdPerMillionInputTokens = 1 }), Is.EqualTo(((MicroUsd?)new MicroUsd(2_000), PriceBasis.Listed)));
    });

    [Test]
    public void The_model_that_answered_decides_the_price_not_the_one_that_was_asked() => Assert.That(
        CostOf(new Usage { InputTokens = 1_000, OutputTokens = 0 }, new ConnectionOptions(), reported: "successor"),
        Is.EqualTo(((MicroUsd?)new MicroUsd(7_000), PriceBasis.Listed)));

    [Test]
    public void Without_a_price_the_cost_is_unknown_and_not_zero() => Assert.That(
        CostOf(new Usage { Credits = 1, InputTokens = 5, OutputTokens = 5 }, new ConnectionOptions(), asked: "nobody's"),
        Is.EqualTo(((MicroUsd?)null, PriceBasis.Unknown)));

    [Test]
    public void An_absurd_number_of_tokens_does_not_throw_away_the_answer() => Assert.That(
        CostOf(new Usage { InputTokens = long.MaxValue, OutputTokens = long.MaxValue }, new ConnectionOptions()).Cost!.Value.Amount, Is.Positive);

    [Test]
    public void Before_the_call_the_longest_answer_and_the_whole_picture_are_counted() => Assert.That(
        AtMost(new ConnectionOptions { Model = "listed" }), Is.EqualTo(new Estimate(new MicroUsd(1_500 * 2 + 512 * 10), null)));

    [Test]
    public void Before_the_call_a_configured_price_per_image_or_credit_is_all_it_can_cost() => Assert.Multiple(() =>
    {
        Assert.That(AtMost(new ConnectionOptions { UsdPerImage = 0.004m }), Is.EqualTo(new Estimate(new MicroUsd(4_000), null)));
        Assert.That(AtMost(new ConnectionOptions { CreditsPerImage = 3, UsdPerCredit = 0.01m }), Is.EqualTo(new Estimate(new MicroUsd(30_000), 3)));
    });

    [Test]
    public void A_model_nobody_has_a_price_for_has_no_estimate() =>
        Assert.That(AtMost(new ConnectionOptions { Model = "nobody's" }), Is.EqualTo(new Estimate(null, null)));

    [Test]
    public void A_provider_that_charges_nothing_is_certainly_free() =>
        Assert.That(AtMost(new ConnectionOptions(), charged: false), Is.EqualTo(Estimate.Free));

    [Test]
    public void Of_a_price_per_token_only_the_most_is_certain_and_an_answer_of_half_the_length_is_likely() => Assert.That(
        Range(new ConnectionOptions { Model = "listed" }),
        Is.EqualTo(new CostRange(MicroUsd.Zero, new MicroUsd(5_560), new MicroUsd(8_120))), "1,500 × 2 + 256 × 10, and + 512 × 10");

    [Test]
    public void A_price_per_image_or_per_credit_leaves_no_doubt() => Assert.Multiple(() =>
    {
        Assert.That(Range(new ConnectionOptions { UsdPerImage = 0.004m, Model = "listed" }), Is.EqualTo(CostRange.Exactly(new MicroUsd(4_000))));
        Assert.That(Range(new ConnectionOptions { CreditsPerImage = 3, UsdPerCredit = 0.01m, Model = "listed" }), Is.EqualTo(CostRange.Exactly(new MicroUsd(30_000))));
        Assert.That(Range(new ConnectionOptions { Model = "nobody's" }), Is.Null);
    });

    private static CostRange? Range(ConnectionOptions options) =>
        new Prices(new TwoModels()).Range(ConnectionOf(options, charged: true), s_keywords);

    private static (MicroUsd? Cost, PriceBasis Basis) CostOf(Usage usage, ConnectionOptions options, string asked = "listed", string? reported = null) =>
        new Prices(new TwoModels()).Of(ConnectionOf(options, charged: true), s_keywords with { Model = asked }, VisionReply.Answered([], usage) with { ModelReported = reported });

    private static Estimate AtMost(ConnectionOptions options, bool charged = true) =>
        new Prices(new TwoModels()).AtMost(ConnectionOf(options, charged), s_keywords);

    private static Connection ConnectionOf(ConnectionOptions options, bool charged) => new("vision", options, new TokenProvider(charged), Http: null!);

    private sealed class TwoModels : IPriceCatalogue
    {
        public ModelPrice? Find(Connection connection, string model) => model switch
        {
            "listed" => new ModelPrice(2, 10),
            "successor" => new ModelPrice(7, 7),
            _ => null,
        };
    }

    private sealed class TokenProvider(bool charged) : IVisionProvider
    {
        public ProviderDeclaration Declaration { get; } = new()
        {
            Alias = "tokens",
            Name = "Tokens",
            Tasks = VisionTasks.Keywords,
            Formats = [ImageFormat.Jpeg],
            MaxBytes = 1,
            Confidence = ConfidenceSource.None,
            Rank = SourceRank.LanguageModel,
            Pinnable = true,
            SendsPicture = true,
            Charged = charged,
        };

        public IEnumerable<string> Validate(ConnectionOptions options) => [];

        public TokenBound? TokensAtMost(Connection connection, VisionRequest request) => new(1_500, 512);

        public Task<VisionReply> AskAsync(Connection connection, VisionRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
