using System.Security;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.EmbeddedMetadata;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests.EmbeddedMetadata;

/// <summary>What the contract says of words, limits and declarations holds for what stands in a file; whom nobody asks over a network cannot fail there.</summary>
public sealed class EmbeddedMetadataContractTests : ProviderContract
{
    private const string AsksNobody = "It asks nobody: nothing is sent, and nothing costs.";

    private static readonly string[] s_ofFiles =
    [
        nameof(Ten_thousand_keywords_are_bounded),
        nameof(A_huge_keyword_is_dropped),
        nameof(An_answer_without_keywords_is_an_answer),
        nameof(Markup_control_and_direction_characters_do_not_survive),
        nameof(A_keyword_that_comes_twice_counts_once),
        nameof(A_language_it_does_not_write_is_not_passed_off_as_one_it_does),
        nameof(A_call_that_is_cancelled_already_sends_nothing),
        nameof(A_complete_configuration_has_no_problems),
        nameof(The_declaration_is_complete),
    ];

    private byte[] _file = [];

    protected override IVisionProvider Provider { get; } = new EmbeddedMetadataProvider();

    protected override string? WhyNot(string theCase) => s_ofFiles.Contains(theCase) ? null : AsksNobody;

    protected override VisionRequest Question => base.Question with { Image = null, OpenOriginal = () => new MemoryStream(_file, writable: false) };

    protected override void Configure(ConnectionOptions options) => (options.Endpoint, options.ApiKey) = (null, null);

    // The words come in a file; what the server would say nobody hears.
    protected override string SuccessWith(IEnumerable<string> keywords)
    {
        _file = PictureWith.Png(PictureWith.Packet(PictureWith.Bag("dc:subject", keywords.Select(InXml))));
        return string.Empty;
    }

    // XML has no way to write the character nought.
    private static string InXml(string keyword) => SecurityElement.Escape(keyword.Replace("\0", string.Empty, StringComparison.Ordinal));
}
