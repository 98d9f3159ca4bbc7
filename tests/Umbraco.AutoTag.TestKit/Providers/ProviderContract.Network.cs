using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.TestKit.Providers;

/// <content>Whatever the network does becomes a failure that says whether it may have cost something.</content>
public abstract partial class ProviderContract
{
    private Charged PerhapsCharged => Provider.Declaration.Charged ? Charged.Unknown : Charged.No;

    /// <summary>A cut answer costs, and is not used.</summary>
    [Test]
    public async Task An_answer_that_breaks_off_is_unavailable_and_perhaps_paid_for()
    {
        Server.BreakOff("{\"code\":0,");

        VisionReply reply = await Ask();

        Assert.That((reply.Failure!.Kind, reply.Failure.Charged), Is.EqualTo((FailureKind.Unavailable, PerhapsCharged)));
    }

    /// <summary>A connection that is reset once the question is there.</summary>
    [Test]
    public async Task A_reset_before_any_answer_is_unavailable_and_perhaps_paid_for()
    {
        Server.Reset();

        VisionReply reply = await Ask();

        Assert.That((reply.Failure!.Kind, reply.Failure.Charged), Is.EqualTo((FailureKind.Unavailable, PerhapsCharged)));
    }

    /// <summary>The key stays with the address it was given for.</summary>
    [TestCase(301)]
    [TestCase(302)]
    [TestCase(303)]
    [TestCase(307)]
    [TestCase(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        Server.Answer(status, string.Empty, headers: [KeyValuePair.Create("Location", "/elsewhere")]);

        VisionReply reply = await Ask();

        Assert.Multiple(() =>
        {
            Assert.That(reply.Failure!.Kind, Is.EqualTo(FailureKind.Misconfigured));
            Assert.That(reply.Failure.Message, Does.Contain("AutoTag:Connections:demo:Endpoint"));
            Assert.That(Server.Received, Has.Count.EqualTo(1));
        });
    }

    /// <summary>A vendor that never answers, and one that never finishes. Of nine calls the middle one counts: a busy machine may hold up a few.</summary>
    [TestCase(false)]
    [TestCase(true)]
    public async Task A_call_that_hangs_ends_within_100_ms_of_being_cancelled(bool inTheMiddle)
    {
        const int calls = 9;
        var took = new List<TimeSpan>();
        while (took.Count < calls)
        {
            took.Add(await CancelAsync(inTheMiddle));
        }

        Assert.That(took.Order().ElementAt(calls / 2), Is.LessThan(TimeSpan.FromMilliseconds(100)));
    }

    /// <summary>Cancelled before it began.</summary>
    [Test]
    public void A_call_that_is_cancelled_already_sends_nothing()
    {
        Assert.That(async () => await Ask(new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Server.Received, Is.Empty);
    }

    /// <summary>Nobody there.</summary>
    [Test]
    public async Task A_server_that_is_not_there_is_unavailable_and_was_not_paid_for()
    {
        await Server.DisposeAsync();

        VisionReply reply = await Ask();

        Assert.Multiple(() =>
        {
            Assert.That(reply.Failure!.Kind, Is.EqualTo(FailureKind.Unavailable));
            Assert.That(reply.Failure.Charged, Is.EqualTo(Charged.No));
            Assert.That(reply.Failure.Message, Does.Contain("AutoTag:Connections:demo:Endpoint"));
        });
    }

    /// <summary>TLS.</summary>
    [Test]
    public async Task A_server_without_tls_where_tls_is_expected_is_unavailable_and_was_not_paid_for()
    {
        Connection connection = Connect(o => o.Endpoint = new UriBuilder(Server.Address) { Scheme = "https" }.Uri);

        VisionReply reply = await Provider.AskAsync(connection, Question, CancellationToken.None);

        Assert.That((reply.Failure!.Kind, reply.Failure.Charged), Is.EqualTo((FailureKind.Unavailable, Charged.No)));
    }

    /// <summary>Somebody in between, or a server set up wrongly.</summary>
    [Test]
    public async Task A_server_with_a_certificate_nobody_trusts_is_told_nothing()
    {
        await using VendorServer untrusted = await VendorServer.StartUntrustedAsync();
        untrusted.Answer(200, SuccessWith(["dog"]));
        Connection connection = Connect(o => o.Endpoint = untrusted.Address);

        VisionReply reply = await Provider.AskAsync(connection, Question, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That((reply.Failure!.Kind, reply.Failure.Charged), Is.EqualTo((FailureKind.Unavailable, Charged.No)));
            Assert.That(reply.Failure!.Message, Does.Contain("certificate"));
            Assert.That(untrusted.Received, Is.Empty);
        });
    }

    /// <summary>Sites behind a proxy.</summary>
    [Test]
    public async Task A_call_goes_through_the_sites_proxy()
    {
        Server.Answer(200, SuccessWith(["dog"]));
        await using ServiceProvider proxied = Services(_ear, new WebProxy(Server.Address));
        Connection connection = Connect(proxied, o => o.Endpoint = new Uri("http://vendor.example"));

        VisionReply reply = await Provider.AskAsync(connection, Question, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(Keywords(reply), Is.EqualTo(new[] { "dog" }));
            Assert.That(Server.Received[0].PathAndQuery, Does.StartWith("http://vendor.example/"));
        });
    }

    /// <summary>A proxy that lets nobody through.</summary>
    [TestCase(403)]
    [TestCase(407)]
    public async Task A_proxy_that_refuses_is_named_and_nothing_was_paid_for(int status)
    {
        Server.Answer(status, string.Empty);
        await using ServiceProvider proxied = Services(_ear, new WebProxy(Server.Address));
        Connection connection = Connect(proxied, o => o.Endpoint = new Uri("https://vendor.example"));

        VisionReply reply = await Provider.AskAsync(connection, Question, CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That((reply.Failure!.Kind, reply.Failure.Charged), Is.EqualTo((FailureKind.Unavailable, Charged.No)));
            Assert.That(reply.Failure!.Message, Does.Contain("proxy"));
            Assert.That(Server.Received.Select(request => request.Method), Is.All.EqualTo("CONNECT"));
        });
    }

    private async Task<TimeSpan> CancelAsync(bool inTheMiddle)
    {
        await Server.DisposeAsync();
        Server = await VendorServer.StartAsync();
        if (inTheMiddle)
        {
            Server.HangAfter("{\"code\":0,");
        }
        else
        {
            Server.Hang();
        }

        using var cancellation = new CancellationTokenSource();
        Task<VisionReply> call = Ask(cancellation.Token);
        await Task.WhenAny(Server.Asked, call);
        var since = Stopwatch.StartNew();

        await cancellation.CancelAsync();

        Assert.That(async () => await call, Throws.InstanceOf<OperationCanceledException>());
        return since.Elapsed;
    }
}
