using Microsoft.AspNetCore.Http;
using NUnit.Framework;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.TestKit.Providers;

/// <content>Whatever goes wrong: nothing is sent twice, nothing that was paid for is given up, and every failure says what it means.</content>
public abstract partial class BatchContract
{
    /// <summary>Refused by the vendor itself: it has not begun.</summary>
    [TestCase(400, FailureKind.Misconfigured)]
    [TestCase(401, FailureKind.Unauthorised)]
    [TestCase(403, FailureKind.Unauthorised)]
    [TestCase(429, FailureKind.Throttled)]
    public async Task A_batch_that_is_refused_is_certainly_not_taken(int status, FailureKind kind)
    {
        Vendor.Instead = request => Vendor.IsHandOver(request) ? Saying(status, """{"error":{"type":"some_error","message":"No."}}""") : null;

        (BatchSent sent, _) = await SubmitAsync(1);

        Assert.That((sent.VendorId, sent.IsInDoubt, sent.Failure?.Kind, sent.Failure?.Charged), Is.EqualTo(((string?)null, false, (FailureKind?)kind, (Charged?)Charged.No)));
    }

    /// <summary>Too fast.</summary>
    [Test]
    public async Task A_wait_that_is_asked_for_is_kept()
    {
        Vendor.Instead = request => !Vendor.IsHandOver(request) ? null : context =>
        {
            context.Response.Headers.RetryAfter = "7.5";
            return Saying(429, """{"error":{"message":"Too many requests."}}""")(context);
        };

        (BatchSent sent, _) = await SubmitAsync(1);

        Assert.That(sent.Failure!.RetryAfter, Is.EqualTo(TimeSpan.FromSeconds(7.5)));
    }

    /// <summary>What broke down in front of the vendor may have let the batch through.</summary>
    [TestCase(500, "<html><body>Gateway</body></html>")]
    [TestCase(502, "<html><body>Gateway</body></html>")]
    [TestCase(504, "<html><body>Gateway</body></html>")]
    [TestCase(200, "<html><body>Sign in</body></html>")]
    [TestCase(200, "{\"id\":")]
    [TestCase(200, "{}")]
    [TestCase(200, "42")]
    public async Task A_hand_over_without_an_answer_of_the_vendor_is_in_doubt(int status, string body)
    {
        Vendor.Instead = request => Vendor.IsHandOver(request) ? Saying(status, body) : null;

        (BatchSent sent, _) = await SubmitAsync(1);

        Assert.That((sent.VendorId, sent.IsInDoubt, sent.Failure is not null), Is.EqualTo(((string?)null, true, true)));
    }

    /// <summary>An id becomes a part of an address.</summary>
    [Test]
    public async Task An_id_that_would_lead_elsewhere_is_none()
    {
        Vendor.Instead = request => Vendor.IsHandOver(request) ? Saying(200, """{"id":"../../admin?x=","name":"batches/../../admin?x=","batch":"../../admin?x="}""") : null;

        (BatchSent sent, _) = await SubmitAsync(1);

        Assert.That((sent.VendorId, sent.IsInDoubt), Is.EqualTo(((string?)null, true)));
    }

    /// <summary>The key stays with the address it was given for.</summary>
    [Test]
    public async Task A_redirect_of_a_batch_is_not_followed()
    {
        Vendor.Instead = request => !Vendor.IsHandOver(request) ? null : context =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        };

        (BatchSent sent, _) = await SubmitAsync(1);

        Assert.That((sent.IsInDoubt, sent.Failure?.Kind), Is.EqualTo((false, (FailureKind?)FailureKind.Misconfigured)));
        Assert.That(Vendor.Received.Select(request => request.PathAndQuery), Has.None.Contain("elsewhere"));
    }

    /// <summary>The answer to the hand-over was lost: the vendor has the batch, and it is found there.</summary>
    [Test]
    public async Task A_batch_whose_acceptance_was_never_heard_of_is_found()
    {
        LostBatch lost = await LoseAsync(taken: true);
        Vendor.Finish();

        BatchSearch search = await Batches.FindAsync(Connection, lost, CancellationToken.None);

        Assert.That(search.VendorId, Is.EqualTo(Vendor.Taken.Single().Id));
    }

    /// <summary>The request itself was lost: the vendor has nothing, and says so.</summary>
    [Test]
    public async Task A_batch_that_never_arrived_is_not_there()
    {
        LostBatch lost = await LoseAsync(taken: false);

        BatchSearch search = await Batches.FindAsync(Connection, lost, CancellationToken.None);

        Assert.That((search.VendorId, search.IsOpen, search.Failure), Is.EqualTo(((string?)null, false, (Failure?)null)));
    }

    /// <summary>An account with many batches shows them page by page.</summary>
    [Test]
    public async Task A_lost_batch_is_found_behind_six_hundred_later_ones_of_others()
    {
        LostBatch lost = await LoseAsync(taken: true);
        Vendor.Finish();
        Vendor.TakeOthers(600, s_now.AddHours(1));

        BatchSearch search = await Batches.FindAsync(Connection, lost, CancellationToken.None);

        Assert.That(search.VendorId, Is.EqualTo(Vendor.Taken[0].Id));
    }

    /// <summary>A search that could not be made has not shown that nothing is there.</summary>
    [TestCase(401, FailureKind.Unauthorised)]
    [TestCase(500, FailureKind.Unavailable)]
    public async Task A_search_that_fails_says_why_and_stays_open(int status, FailureKind kind)
    {
        LostBatch lost = await LoseAsync(taken: true);
        Vendor.Instead = _ => Saying(status, """{"error":{"message":"No."}}""");

        BatchSearch search = await Batches.FindAsync(Connection, lost, CancellationToken.None);

        Assert.That((search.VendorId, search.IsOpen, search.Failure?.Kind), Is.EqualTo(((string?)null, true, (FailureKind?)kind)));
    }

    /// <summary>Wrong answers to a look.</summary>
    [TestCase(401, """{"error":{"message":"No."}}""", FailureKind.Unauthorised)]
    [TestCase(429, """{"error":{"message":"Slower."}}""", FailureKind.Throttled)]
    [TestCase(500, """{"error":{"message":"Oh."}}""", FailureKind.Unavailable)]
    [TestCase(503, "<html><body>Gateway</body></html>", FailureKind.Unavailable)]
    [TestCase(200, "<html><body>Sign in</body></html>", FailureKind.Misconfigured)]
    [TestCase(200, "{\"id\":", FailureKind.Malformed)]
    public async Task A_look_that_goes_wrong_says_why_and_gives_nothing_up(int status, string body, FailureKind kind)
    {
        (BatchSent sent, Guid[] calls) = await SubmitAsync(1);
        Vendor.Finish();
        Vendor.Instead = _ => Saying(status, body);
        BatchLook wrong = await LookAsync(sent, calls);
        Vendor.Instead = _ => null;

        BatchLook right = await LookAsync(sent, calls);

        Assert.That((wrong.IsOver, wrong.Answers.Count, wrong.Failure?.Kind, right.IsOver, right.Answers.Count), Is.EqualTo((false, 0, (FailureKind?)kind, true, 1)));
    }

    /// <summary>Neither a state nor answers.</summary>
    [TestCase("42")]
    [TestCase("[]")]
    [TestCase("{}")]
    public async Task A_look_that_says_nothing_is_no_end(string body)
    {
        (BatchSent sent, Guid[] calls) = await SubmitAsync(1);
        Vendor.Instead = _ => Saying(200, body);

        Assert.That((await LookAsync(sent, calls)).IsOver, Is.False);
    }

    /// <summary>A wish that is not taken.</summary>
    [Test]
    public async Task A_stop_that_is_refused_is_no_stop()
    {
        (BatchSent sent, _) = await SubmitAsync(1);
        Vendor.Instead = _ => Saying(409, """{"error":{"message":"It is over."}}""");

        Assert.That(await Batches.CancelAsync(Connection, sent.VendorId!, CancellationToken.None), Is.Not.Null);
    }

    /// <summary>A vendor that never answers.</summary>
    [Test]
    public async Task A_look_that_hangs_ends_when_it_is_cancelled()
    {
        (BatchSent sent, Guid[] calls) = await SubmitAsync(1);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Vendor.Instead = _ => async context =>
        {
            asked.SetResult();
            var gone = new TaskCompletionSource();
            using CancellationTokenRegistration registration = context.RequestAborted.Register(() => gone.SetResult());
            await gone.Task;
        };
        using var cancellation = new CancellationTokenSource();
        Task<BatchLook> look = LookAsync(sent, calls, cancellation.Token);
        await asked.Task;

        await cancellation.CancelAsync();

        Assert.That(async () => await look, Throws.InstanceOf<OperationCanceledException>());
    }

    /// <summary>Vendors repeat what they were sent.</summary>
    [Test]
    public async Task Neither_key_nor_picture_is_in_a_failure_a_log_or_a_trace_of_a_batch()
    {
        Vendor.Instead = request => Vendor.IsHandOver(request)
            ? Saying(400, $$$"""{"error":{"message":"wrong {{{Key}}} in Bearer {{{Key}}} for data:image/png;base64,{{{s_picture}}}"}}""")
            : null;

        (BatchSent sent, _) = await SubmitAsync(1);

        Assert.That(_ear.Heard, Does.Contain("System.Net.Http"), "nothing was heard, so nothing is proved");
        Assert.That($"{sent}\n{_ear.Heard}", Does.Not.Contain(Key).And.Not.Contain(s_picture[..20]));
    }

    private async Task<LostBatch> LoseAsync(bool taken)
    {
        (Vendor.LosesAnswer, Vendor.LosesRequest) = (taken, !taken);
        var id = Guid.CreateVersion7(s_now);
        (BatchSent sent, Guid[] calls) = await SubmitAsync(2, id);
        Assert.That((sent.VendorId, sent.IsInDoubt), Is.EqualTo(((string?)null, true)));
        return new LostBatch(id, s_now, calls.ToHashSet());
    }

    private static RequestDelegate Saying(int status, string body) => async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = body.StartsWith('<') ? "text/html" : "application/json";
        await context.Response.WriteAsync(body);
    };
}
