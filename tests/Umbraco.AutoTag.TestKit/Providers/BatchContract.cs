using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using NUnit.Framework.Interfaces;
using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.TestKit.Providers;

/// <summary>
/// What every provider with a batch price must do beside <see cref="ProviderContract"/>, whoever wrote it. A provider's test class derives from this and
/// gives the provider and its vendor: a <see cref="BatchVendor"/> that speaks as the vendor's pages say. The cases stand in two parts: what becomes of a
/// batch, and what goes wrong on the way.
/// </summary>
public abstract partial class BatchContract
{
    private const string Key = "TEST-KEY";

    private static readonly DateTimeOffset s_now = new FakeClock().GetUtcNow();

    private ListeningIn _ear = null!;
    private ServiceProvider _services = null!;
    private bool _arises;

    /// <summary>The provider; it implements <see cref="IBatchProvider"/>.</summary>
    protected abstract IVisionProvider Provider { get; }

    /// <summary>The vendor's endpoints.</summary>
    protected BatchVendor Vendor { get; private set; } = null!;

    /// <summary>A vendor that has taken nothing yet.</summary>
    protected abstract BatchVendor CreateVendor();

    /// <summary>Its name in the table: the provider's, unless one provider speaks two protocols.</summary>
    protected virtual string NameInTable => Provider.Declaration.Alias;

    private IBatchProvider Batches => (IBatchProvider)Provider;

    private Connection Connection { get; set; } = null!;

    private static VisionRequest Question { get; } = new()
    {
        Image = new PreparedImage(PlainPng.Square(4), ImageFormat.Png, new PixelSize(4, 4)),
        Tasks = VisionTasks.Keywords | VisionTasks.AltText,
        Language = "en",
        MaxKeywords = 10,
    };

    private static readonly string s_picture = Convert.ToBase64String(Question.Image!.Bytes.Span);

    /// <summary>Starts the vendor.</summary>
    [SetUp]
    public async Task StartVendor()
    {
        _arises = true;
        _ear = new ListeningIn();
        _services = ProviderContract.Services(_ear, proxy: null);
        Vendor = CreateVendor();
        Vendor.Clock = new FakeClock();
        await Vendor.StartAsync();
        var options = new ConnectionOptions { Provider = Vendor.Provider, Endpoint = Vendor.Address, ApiKey = Key, Model = Vendor.Model, Settings = Vendor.Settings };
        Connection = new Connection("demo", options, Provider, _services.GetRequiredService<IHttpClientFactory>().CreateClient("demo"));
    }

    /// <summary>Stops the vendor and notes what became of the case.</summary>
    [TearDown]
    public async Task StopVendor()
    {
        await _services.DisposeAsync();
        await Vendor.DisposeAsync();
        _ear.Dispose();
        TestContext context = TestContext.CurrentContext;
        if (typeof(BatchContract).GetMethod(context.Test.MethodName!) is { } method)
        {
            bool failed = context.Result.Outcome.Status == TestStatus.Failed;
            ContractTable.Note(NameInTable, ContractTable.Batch + method.Name.Replace('_', ' '), failed ? CaseResult.Broken : _arises ? CaseResult.Held : CaseResult.NotApplicable);
        }
    }

    /// <summary>What is offered is offered in full.</summary>
    [Test]
    public void Its_terms_are_complete() => Assert.Multiple(() =>
    {
        Assert.That(Batches.Batches.PriceShare, Is.GreaterThan(0).And.LessThanOrEqualTo(1));
        Assert.That(Batches.Batches.Promise, Is.GreaterThan(TimeSpan.Zero).And.LessThanOrEqualTo(Batches.Batches.Longest));
        Assert.That(Batches.Batches.MostRequests, Is.GreaterThan(1));
        Assert.That(Batches.Batches.MostBytes, Is.GreaterThan(Provider.Declaration.MaxBytes / 3 * 4 / Batches.Batches.MostRequests));
    });

    /// <summary>What is asked in a batch is what would be asked alone.</summary>
    [Test]
    public async Task Each_request_of_a_batch_is_the_body_of_the_single_call()
    {
        await Provider.AskAsync(Connection, Question, CancellationToken.None);
        JsonNode single = JsonNode.Parse(Vendor.Received.Single().Body)!;

        await SubmitAsync(2);

        Assert.That(Vendor.Taken.Single().Requests.Select(request => Contains(request.Whole, single)), Is.EqualTo(new[] { true, true }));
    }

    /// <summary>Submitted, polled, settled.</summary>
    [Test]
    public async Task A_batch_is_taken_is_under_way_and_is_over_with_an_answer_for_each()
    {
        (BatchSent sent, Guid[] calls) = await SubmitAsync(3);
        BatchLook before = await LookAsync(sent, calls);
        Vendor.Finish();
        BatchLook after = await LookAsync(sent, calls);

        Assert.Multiple(() =>
        {
            Assert.That((sent.VendorId, sent.Failure, sent.IsInDoubt), Is.EqualTo((Vendor.Taken.Single().Id, (Failure?)null, false)));
            Assert.That((before.IsOver, before.Failure, before.Answers.Count), Is.EqualTo((false, (Failure?)null, 0)));
            Assert.That((after.IsOver, after.Failure), Is.EqualTo((true, (Failure?)null)));
            Assert.That(after.Answers.Keys, Is.EquivalentTo(calls));
        });
    }

    /// <summary>Values, usage and model.</summary>
    [Test]
    public async Task An_answer_in_a_batch_is_read_as_the_single_calls_is()
    {
        VisionReply single = await Provider.AskAsync(Connection, Question, CancellationToken.None);
        (BatchSent sent, Guid[] calls) = await SubmitAsync(1);
        Vendor.Finish();

        VisionReply batched = (await LookAsync(sent, calls)).Answers[calls[0]];

        Assert.Multiple(() =>
        {
            Assert.That(batched.Failure, Is.Null);
            Assert.That(batched.Observations, Is.EqualTo(single.Observations).And.Not.Empty);
            Assert.That((batched.Usage, batched.ModelReported), Is.EqualTo((single.Usage, single.ModelReported)));
        });
    }

    /// <summary>One bad picture spoils nothing.</summary>
    [Test]
    public async Task A_picture_that_it_cannot_read_fails_alone_and_unpaid()
    {
        Vendor.FateOf = number => number == 1 ? Fate.BadImage : Fate.Answered;

        (Guid[] calls, BatchLook look) = await FinishedAsync(3);

        Assert.Multiple(() =>
        {
            Assert.That(Kinds(look, calls), Is.EqualTo(new FailureKind?[] { null, FailureKind.BadImage, null }));
            Assert.That(look.Answers[calls[1]].Failure!.Charged, Is.EqualTo(Charged.No));
        });
    }

    /// <summary>Expiry.</summary>
    [Test]
    public async Task What_it_did_not_get_to_in_time_is_unpaid_and_may_be_asked_again()
    {
        Vendor.FateOf = number => number == 0 ? Fate.Answered : Fate.NotReached;

        (Guid[] calls, BatchLook look) = await FinishedAsync(2);

        Failure failure = ReplyTo(look, calls[1]).Failure!;
        Assert.That((ReplyTo(look, calls[0]).Failure, failure.Code, failure.Charged), Is.EqualTo(((Failure?)null, BatchReasons.Expired, Charged.No)));
    }

    /// <summary>Lost items.</summary>
    [TestCase(Fate.Answered)]
    [TestCase(Fate.NotReached)]
    public async Task What_its_list_of_answers_leaves_out_may_have_been_paid_for(Fate others)
    {
        Vendor.FateOf = number => number == 1 ? Fate.Unsaid : others;

        (Guid[] calls, BatchLook look) = await FinishedAsync(2);

        Failure failure = ReplyTo(look, calls[1]).Failure!;
        Assert.That((failure.Code, failure.Charged, failure.IsFinal), Is.EqualTo((BatchReasons.Lost, Charged.Unknown, true)));
    }

    /// <summary>Answers to what was not asked.</summary>
    [Test]
    public async Task Answers_to_calls_that_nobody_knows_are_passed_over()
    {
        (BatchSent sent, Guid[] calls) = await SubmitAsync(3);
        Vendor.Finish();

        BatchLook look = await LookAsync(sent, calls[..2]);

        Assert.That(look.Answers.Keys, Is.EquivalentTo(calls[..2]));
    }

    /// <summary>Cancelled.</summary>
    [Test]
    public async Task What_was_answered_before_it_was_stopped_is_kept_and_the_rest_is_unpaid()
    {
        (BatchSent sent, Guid[] calls) = await SubmitAsync(2);

        Failure? refused = await Batches.CancelAsync(Connection, sent.VendorId!, CancellationToken.None);
        BatchLook before = await LookAsync(sent, calls);
        Vendor.Finish();
        BatchLook after = await LookAsync(sent, calls);

        Assert.Multiple(() =>
        {
            Assert.That((refused, Vendor.Cancelled, before.IsOver, after.IsOver, after.Failure), Is.EqualTo(((Failure?)null, 1, false, true, (Failure?)null)));
            Assert.That(ReplyTo(after, calls[0]).Observations, Is.Not.Empty);
            Assert.That(ReplyTo(after, calls[1]).Failure!.Code, Is.EqualTo(BatchReasons.Expired));
        });
    }

    /// <summary>Taken first, refused later.</summary>
    [Test]
    public async Task A_batch_that_is_taken_and_refused_later_brings_the_vendors_words_and_no_answers()
    {
        if (!Vendor.CanRefuseLater)
        {
            DoesNotArise("What it takes it looks at.");
        }

        Vendor.RefusesLater = true;

        (_, BatchLook look) = await FinishedAsync(2);

        Assert.That((look.IsOver, look.Answers.Count, look.Failure?.Kind), Is.EqualTo((true, 0, (FailureKind?)FailureKind.Misconfigured)));
    }

    private void DoesNotArise(string why)
    {
        _arises = false;
        Assert.Pass(why);
    }

    private async Task<(BatchSent Sent, Guid[] Calls)> SubmitAsync(int requests, Guid? id = null)
    {
        Guid[] calls = [.. Enumerable.Range(0, requests).Select(_ => Guid.CreateVersion7(s_now))];
        var written = new List<BatchRequest>();
        foreach (Guid call in calls)
        {
            written.Add(new BatchRequest(call, await Batches.WriteAsync(Connection, call, Question, CancellationToken.None)));
        }

        return (await Batches.SubmitAsync(Connection, new BatchShipment(id ?? Guid.CreateVersion7(s_now), Vendor.Model, written), CancellationToken.None), calls);
    }

    private async Task<(Guid[] Calls, BatchLook Look)> FinishedAsync(int requests)
    {
        (BatchSent sent, Guid[] calls) = await SubmitAsync(requests);
        Vendor.Finish();
        return (calls, await LookAsync(sent, calls));
    }

    private Task<BatchLook> LookAsync(BatchSent sent, IEnumerable<Guid> calls, CancellationToken cancellationToken = default) =>
        Batches.LookAsync(Connection, sent.VendorId!, calls.ToDictionary(call => call, _ => Question with { Image = null }), cancellationToken);

    private IEnumerable<FailureKind?> Kinds(BatchLook look, IEnumerable<Guid> calls) => calls.Select(call => ReplyTo(look, call).Failure?.Kind);

    // What is missing was not answered and is not charged: so it is settled.
    private VisionReply ReplyTo(BatchLook look, Guid call) => look.Answers.GetValueOrDefault(call) ?? VisionReply.Failed(BatchReasons.NotAnswered(Connection.Alias));

    private static bool Contains(JsonNode? whole, JsonNode part) => JsonNode.DeepEquals(whole, part) || whole switch
    {
        JsonObject members => members.Any(member => Contains(member.Value, part)),
        JsonArray items => items.Any(item => Contains(item, part)),
        _ => false,
    };
}
