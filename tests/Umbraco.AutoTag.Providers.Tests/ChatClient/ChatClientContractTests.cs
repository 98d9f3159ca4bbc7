using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers.ChatClient;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests.ChatClient;

/// <summary>A client of the site that speaks to a real server: what is AutoTag's own part of such a call is held to the contract.</summary>
public sealed class ChatClientContractTests : ProviderContract
{
    private const string Reads = "Its client reads what comes over the network, and does not hand it on.";
    private const string Reaches = "Address, key, proxy and certificates are its client's own.";
    private const string Sees = "What its client exchanges with whom AutoTag does not see.";

    private static readonly Dictionary<string, string> s_notItsOwn = new()
    {
        [nameof(Half_a_json_document_is_malformed_and_paid_for)] = Reads,
        [nameof(What_is_no_answer_of_this_system_never_becomes_a_value)] = Reads,
        [nameof(A_gateway_page_is_judged_by_its_status)] = Reads,
        [nameof(A_good_answer_with_a_wrong_content_type_is_read)] = Reads,
        [nameof(A_429_waits_as_long_as_it_says)] = Reads,
        [nameof(An_answer_of_20_MB_is_not_read_to_its_end)] = Reads,
        [nameof(Members_that_come_twice_are_read_once)] = Reads,
        [nameof(Members_nobody_knows_are_passed_over)] = Reads,
        [nameof(Words_of_the_vendor_that_nobody_knows_are_passed_over)] = Reads,
        [nameof(A_redirect_is_not_followed)] = Reaches,
        [nameof(A_key_in_the_query_of_an_address_is_refused_and_reaches_nobody)] = Reaches,
        [nameof(A_server_that_is_not_there_is_unavailable_and_was_not_paid_for)] = Reaches,
        [nameof(A_server_without_tls_where_tls_is_expected_is_unavailable_and_was_not_paid_for)] = Reaches,
        [nameof(A_server_with_a_certificate_nobody_trusts_is_told_nothing)] = Reaches,
        [nameof(A_call_goes_through_the_sites_proxy)] = Reaches,
        [nameof(A_proxy_that_refuses_is_named_and_nothing_was_paid_for)] = Reaches,
        [nameof(A_missing_key_and_an_unknown_setting_are_named)] = Reaches,
        [nameof(The_exchange_that_a_test_shows_tells_no_secret_and_no_picture)] = Sees,
        [nameof(The_exchange_that_a_test_shows_tells_no_secret_that_the_vendor_repeats)] = Sees,
    };

    protected override IVisionProvider Provider =>
        new ChatClientProvider(new ServiceCollection().AddSingleton<IChatClient>(_ => new HttpSiteClient(CreateClient(), Server.Address, Key)).BuildServiceProvider());

    protected override string? WhyNot(string theCase) => s_notItsOwn.GetValueOrDefault(theCase);

    protected override void Configure(ConnectionOptions options) => options.Endpoint = null;

    protected override string SuccessWith(IEnumerable<string> keywords) => ChatReply.Saying(ModelText.Of(keywords));

    protected override string SuccessScoring(string score) => ChatReply.Saying(ModelText.Scoring(score));

    protected override string SuccessWriting(string text) => ChatReply.Saying(text);
}
