using Microsoft.AspNetCore.Http;
using NUnit.Framework;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.TestKit.Providers;

/// <content>Whatever is answered becomes clean values or a failure.</content>
public abstract partial class ProviderContract
{
    /// <summary>Truncated JSON.</summary>
    [Test]
    public async Task Half_a_json_document_is_malformed_and_paid_for()
    {
        string whole = SuccessWith(["dog"]);
        Server.Answer(200, whole[..(whole.Length / 2)]);

        VisionReply reply = await Ask();

        Assert.Multiple(() =>
        {
            Assert.That(reply.Failure!.Kind, Is.EqualTo(FailureKind.Malformed));
            Assert.That(reply.Failure.Charged, Is.EqualTo(Provider.Declaration.Charged ? Charged.Yes : Charged.No));
        });
    }

    /// <summary>What is no answer of anybody.</summary>
    [TestCase("")]
    [TestCase("null")]
    [TestCase("42")]
    [TestCase("[]")]
    [TestCase("\"dog\"")]
    [TestCase("dog, cat")]
    public async Task What_is_no_answer_of_this_system_never_becomes_a_value(string body)
    {
        Server.Answer(200, body);

        VisionReply reply = await Ask();

        Assert.That((reply.Observations, reply.Failure?.Kind), Is.EqualTo(((IReadOnlyList<Observation>?)null, (FailureKind?)FailureKind.Malformed)));
    }

    /// <summary>Every status a gateway answers with a page of its own.</summary>
    [TestCase(200, FailureKind.Misconfigured)]
    [TestCase(401, FailureKind.Unauthorised)]
    [TestCase(403, FailureKind.Unauthorised)]
    [TestCase(404, FailureKind.Misconfigured)]
    [TestCase(413, FailureKind.BadImage)]
    [TestCase(429, FailureKind.Throttled)]
    [TestCase(500, FailureKind.Unavailable)]
    [TestCase(502, FailureKind.Unavailable)]
    [TestCase(503, FailureKind.Unavailable)]
    [TestCase(504, FailureKind.Unavailable)]
    public async Task A_gateway_page_is_judged_by_its_status(int status, FailureKind expected)
    {
        Server.Answer(status, "<html><body><h1>Gateway</h1></body></html>", "text/html");

        Assert.That((await Ask()).Failure!.Kind, Is.EqualTo(expected));
    }

    /// <summary>JSON is JSON, whatever it is called.</summary>
    [TestCase("text/plain")]
    [TestCase("application/octet-stream")]
    [TestCase("text/html; charset=iso-8859-1")]
    public async Task A_good_answer_with_a_wrong_content_type_is_read(string contentType)
    {
        Server.Answer(200, "\uFEFF" + SuccessWith(["dog"]), contentType);

        Assert.That(Keywords(await Ask()), Is.EqualTo(new[] { "dog" }));
    }

    /// <summary>Too fast, in every form in which a wait is said.</summary>
    [TestCase("7", 7.0)]
    [TestCase("7.5", 7.5)]
    [TestCase("Sat, 21 Nov 2026 04:02:00 GMT", 120.0)]
    [TestCase(null, null)]
    public async Task A_429_waits_as_long_as_it_says(string? retryAfter, double? seconds)
    {
        KeyValuePair<string, string>[] date = [KeyValuePair.Create("Date", "Sat, 21 Nov 2026 04:00:00 GMT")];
        Server.Answer(429, ErrorSaying("Too many requests."), headers: retryAfter is null ? date : [.. date, KeyValuePair.Create("Retry-After", retryAfter)]);

        Failure failure = (await Ask()).Failure!;

        Assert.Multiple(() =>
        {
            Assert.That(failure.Kind, Is.EqualTo(FailureKind.Throttled));
            Assert.That(failure.RetryAfter?.TotalSeconds, Is.EqualTo(seconds ?? WaitWhereNothingIsSaid?.TotalSeconds).Within(0.001));
            Assert.That(failure.Charged, Is.EqualTo(Charged.No));
        });
    }

    /// <summary>A key that is not taken, and a vendor that is down, each in the vendor's own form.</summary>
    [TestCase(401, FailureKind.Unauthorised)]
    [TestCase(500, FailureKind.Unavailable)]
    [TestCase(503, FailureKind.Unavailable)]
    public async Task A_refused_key_and_a_vendor_that_is_down_are_told_apart(int status, FailureKind expected)
    {
        Server.Answer(status, ErrorSaying("It does not work."));

        Failure failure = (await Ask()).Failure!;

        Assert.That((failure.Kind, failure.Message.Contains(Key, StringComparison.Ordinal)), Is.EqualTo((expected, false)));
    }

    /// <summary>An empty account, as HTTP says it: nobody waits for it to fill up by itself.</summary>
    [Test]
    public async Task An_account_without_credit_is_no_wait_and_no_fault_of_the_picture()
    {
        Server.Answer(402, ErrorSaying("Your account has no credit left."));

        Failure failure = (await Ask()).Failure!;

        Assert.That((failure.Kind, failure.Charged), Is.EqualTo((FailureKind.OutOfCredit, Charged.No)));
    }

    /// <summary>A picture that is refused as one stops nothing but itself.</summary>
    [TestCase(400)]
    [TestCase(413)]
    [TestCase(415)]
    [TestCase(422)]
    public async Task A_picture_that_cannot_be_read_is_the_pictures_fault(int status)
    {
        Server.Answer(status, ErrorSaying("The image could not be decoded."));

        Assert.That((await Ask()).Failure!.Kind, Is.EqualTo(FailureKind.BadImage));
    }

    /// <summary>A model that will not look is no model that is broken, and its words are no alt text.</summary>
    [TestCase("I'm sorry, but I can't help with identifying people in images.")]
    [TestCase("""{"altText":"I cannot describe this image.","keywords":[]}""")]
    public async Task A_refusal_in_words_is_a_refusal_and_not_taken_for_free(string refusal)
    {
        Server.Answer(200, Writing(refusal));

        Failure failure = (await Ask()).Failure!;

        Assert.That(failure.Kind, Is.EqualTo(FailureKind.Refused));
        Assert.That(failure.Charged == Charged.No, Is.EqualTo(!Provider.Declaration.Charged), "who is paid by time says of no failure what it took");
    }

    /// <summary>An endless answer ends.</summary>
    [Test]
    public async Task An_answer_of_20_MB_is_not_read_to_its_end()
    {
        Server.Answer(async context =>
        {
            byte[] blanks = new byte[64 * 1024];
            Array.Fill(blanks, (byte)' ');
            for (int i = 0; i < 320 && !context.RequestAborted.IsCancellationRequested; i++)
            {
                await context.Response.Body.WriteAsync(blanks, context.RequestAborted);
            }
        });

        VisionReply reply = await Ask();

        Assert.Multiple(() =>
        {
            Assert.That(reply.Failure!.Kind, Is.EqualTo(FailureKind.Malformed));
            Assert.That(reply.Failure.Code, Is.EqualTo("too-long"));
        });
    }

    /// <summary>Many keywords.</summary>
    [Test]
    public async Task Ten_thousand_keywords_are_bounded()
    {
        NeedsSeveralNames();
        Server.Answer(200, SuccessWith(Enumerable.Range(0, 10_000).Select(i => $"word {i}")));

        Assert.That(Keywords(await Ask()), Has.Count.InRange(10, 1_000));
    }

    /// <summary>A sentence of a hundred thousand letters is no keyword.</summary>
    [Test]
    public async Task A_huge_keyword_is_dropped()
    {
        NeedsSeveralNames();
        Server.Answer(200, SuccessWith([new string('a', 100_000), "dog", string.Join(' ', Enumerable.Repeat("word", 20_000))]));

        Assert.That(Keywords(await Ask()), Is.EqualTo(new[] { "dog" }));
    }

    /// <summary>Nothing recognised is an answer.</summary>
    [Test]
    public async Task An_answer_without_keywords_is_an_answer()
    {
        Server.Answer(200, SuccessWith([]));

        Assert.That(Keywords(await Ask()), Is.Empty);
    }

    /// <summary>Untrusted words.</summary>
    [Test]
    public async Task Markup_control_and_direction_characters_do_not_survive()
    {
        NeedsSeveralNames();
        Server.Answer(200, SuccessWith(["<script>dog</script>", "red\u202E\u200Bbicycle\u0000", "**bold** wall", " two\n\twords ", ""]));

        Assert.That(Keywords(await Ask()), Is.EqualTo(new[] { "dog", "redbicycle", "bold wall", "two words" }));
    }

    /// <summary>Said twice.</summary>
    [Test]
    public async Task A_keyword_that_comes_twice_counts_once()
    {
        NeedsSeveralNames();
        Server.Answer(200, SuccessWith(["Dog", "dog", "DOG "]));

        Assert.That(Keywords(await Ask()), Is.EqualTo(new[] { "Dog" }));
    }

    /// <summary>Legal JSON (RFC 8259, section 4), and some gateways write it.</summary>
    [Test]
    public async Task Members_that_come_twice_are_read_once()
    {
        Server.Answer(200, JsonChanges.EveryMemberTwice(SuccessWith(["dog"])));

        Assert.That(Keywords(await Ask()), Is.EqualTo(new[] { "dog" }));
    }

    /// <summary>Vendors add members within a version.</summary>
    [Test]
    public async Task Members_nobody_knows_are_passed_over()
    {
        Server.Answer(200, JsonChanges.WithUnknownMembers(SuccessWith(["dog"])));

        Assert.That(Keywords(await Ask()), Is.EqualTo(new[] { "dog" }));
    }

    /// <summary>Vendors add words to their lists within a version: why a model stopped, in which tier it ran, how likely something is.</summary>
    [Test]
    public async Task Words_of_the_vendor_that_nobody_knows_are_passed_over()
    {
        string answer = SuccessWith(["dog"]);
        string changed = JsonChanges.WithUnknownWords(answer, VendorsWords);
        if (changed == JsonChanges.WithUnknownWords(answer, []))
        {
            DoesNotArise("Its good answers hold no such words.");
        }

        Server.Answer(200, answer);
        VisionReply known = await Ask();
        Server.Answer(200, changed);
        VisionReply unknown = await Ask();

        Assert.That(Keywords(unknown), Is.EqualTo(new[] { "dog" }));
        Assert.That(unknown.Observations, Is.EqualTo(known.Observations), "nothing is made of it");
    }

    /// <summary>No number is made up, and none outside 0 to 1 survives.</summary>
    [TestCase("-5")]
    [TestCase("250")]
    [TestCase("1e400")]
    [TestCase("\"NaN\"")]
    [TestCase("\"Infinity\"")]
    [TestCase("\"high\"")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("{}")]
    [TestCase("true")]
    public async Task A_score_that_is_none_is_unknown(string score)
    {
        Server.Answer(200, Scoring(score));

        VisionReply reply = await Ask();

        Assert.Multiple(() =>
        {
            Assert.That(reply.Failure, Is.Null);
            Assert.That(reply.Observations!.Where(o => o.Kind == Named && o.Confidence.IsKnown), Is.Empty);
        });
    }

    /// <summary>Not JSON, though some serialisers write it.</summary>
    [TestCase("NaN")]
    [TestCase("Infinity")]
    public async Task A_score_that_is_not_even_json_makes_the_answer_malformed(string score)
    {
        Server.Answer(200, Scoring(score));

        Assert.That((await Ask()).Failure!.Kind, Is.EqualTo(FailureKind.Malformed));
    }

    /// <summary>Doubt is kept as it came: thresholds are the profile's.</summary>
    [Test]
    public async Task A_low_score_is_kept_as_a_low_confidence()
    {
        Server.Answer(200, Scoring("0.01"));

        Observation keyword = (await Ask()).Observations!.First(o => o.Kind == Named);

        Assert.That(keyword.Confidence.Value, Is.LessThan(0.02), keyword.Value);
    }

    /// <summary>A system that writes in some languages only says so, or says what its words are in.</summary>
    [Test]
    public async Task A_language_it_does_not_write_is_not_passed_off_as_one_it_does()
    {
        if (!LanguagesOfEachTask().Any(languages => languages.Knowledge == LanguageKnowledge.Listed))
        {
            DoesNotArise("Its vendor names no languages.");
        }

        Server.Answer(200, SuccessWith(["dog"]));

        VisionReply reply = await Provider.AskAsync(Connect(), Question with { Language = "xx" }, CancellationToken.None);

        Assert.That(
            reply.Failure is { Kind: FailureKind.Misconfigured, Sent: false } || reply.Observations!.All(o => o.Language != "xx"),
            reply.Failure?.Message);
    }

    /// <summary>What the site configures is judged at start.</summary>
    [Test]
    public void A_missing_key_and_an_unknown_setting_are_named()
    {
        var options = new ConnectionOptions { Provider = Provider.Declaration.Alias, Endpoint = new Uri("http://vision.example.com") };
        options.Settings["Detial"] = "secret-in-the-wrong-place";

        string problems = string.Join('\n', Provider.Validate(options));

        Assert.Multiple(() =>
        {
            Assert.That(problems, Does.Contain("AutoTag:Connections:{alias}:ApiKey is missing"));
            Assert.That(problems, Does.Contain("AutoTag:Connections:{alias}:Settings:Detial is not a setting"));
            Assert.That(problems, Does.Contain("AutoTag:Connections:{alias}:Endpoint must begin with https://"));
            Assert.That(problems, Does.Not.Contain("secret-in-the-wrong-place"));
        });
    }

    /// <summary>A working configuration has no problems.</summary>
    [Test]
    public void A_complete_configuration_has_no_problems() => Assert.That(Provider.Validate(Connect().Options), Is.Empty);

    private IEnumerable<AnswerLanguages> LanguagesOfEachTask() =>
        Enum.GetValues<VisionTasks>().Where(task => task != VisionTasks.None && Provider.Declaration.Tasks.HasFlag(task)).Select(Provider.Declaration.Languages.Of);

    private string Scoring(string score)
    {
        string? answer = SuccessScoring(score);
        if (answer is null)
        {
            DoesNotArise("It gives no scores.");
        }

        return answer!;
    }
}
