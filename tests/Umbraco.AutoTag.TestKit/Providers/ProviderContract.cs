using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NUnit.Framework;
using NUnit.Framework.Interfaces;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Exchanges;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.TestKit.Providers;

/// <summary>
/// What every provider must do, whoever wrote it. A provider's test class derives from this and gives the provider, its options,
/// a good answer and its samples (<c>[TestCaseSource]</c> cannot be inherited with data, so it calls <see cref="Replay"/> for each). The cases stand in
/// parts: answers, words, instructions, network, secrets, exchanges, ledger and limits. What became of each is noted in the <see cref="ContractTable"/>.
/// </summary>
public abstract partial class ProviderContract
{
    /// <summary>The key in use; it may appear in a request's headers and nowhere else.</summary>
    protected const string Key = "TEST-KEY";

    private ListeningIn _ear = null!;
    private ServiceProvider _services = null!;
    private string? _sampleCase;
    private bool _arises;

    /// <summary>The vendor.</summary>
    protected VendorServer Server { get; private set; } = null!;

    /// <summary>The provider.</summary>
    protected abstract IVisionProvider Provider { get; }

    /// <summary>A good answer of this vendor with this many keywords, and with what it used where the vendor says so.</summary>
    protected abstract string SuccessWith(IEnumerable<string> keywords);

    /// <summary>A good answer with the one keyword "dog" and exactly this JSON where its score stands; null where the vendor gives no scores.</summary>
    protected virtual string? SuccessScoring(string score) => null;

    /// <summary>A good answer in which the model wrote exactly this text; null where the system is not asked in words.</summary>
    protected virtual string? SuccessWriting(string text) => null;

    /// <summary>What the words of a good answer become: keywords, unless the system names something else.</summary>
    protected virtual ObservationKind Named => ObservationKind.Keyword;

    /// <summary>Members of its answers that hold words of the vendor's own; new ones come within a version, and mean nothing to us.</summary>
    protected virtual IReadOnlyList<string> VendorsWords => ["finish_reason", "native_finish_reason", "stop_reason", "finishReason", "done_reason", "service_tier", "object", "role"];

    /// <summary>An error's body, as this vendor forms it.</summary>
    protected virtual string ErrorSaying(string message) => new JsonObject
    {
        ["error"] = new JsonObject { ["message"] = message },
    }.ToJsonString();

    /// <summary>Why a case cannot arise for this system, by the name of its test; null where it can, as it does for whoever is asked over a network.</summary>
    protected virtual string? WhyNot(string theCase) => null;

    /// <summary>How long this vendor makes us wait where it asks us to slow down and does not say for how long; null leaves it to the corridor.</summary>
    protected virtual TimeSpan? WaitWhereNothingIsSaid => null;

    /// <summary>Its name in the table: the provider's, unless one provider speaks two protocols.</summary>
    protected virtual string NameInTable => Provider.Declaration.Alias;

    /// <summary>Who proves on whose account a call is made; null where the key does.</summary>
    protected virtual ICredential? Credential => null;

    /// <summary>What this connection needs beyond endpoint and key.</summary>
    protected virtual void Configure(ConnectionOptions options) { }

    /// <summary>A picture of a few pixels.</summary>
    protected static PreparedImage Picture { get; } = new(
        Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAIAAAAmkwkpAAAAEElEQVR42mM4oaEBRwzEcQDRQxGBoNNuZAAAAABJRU5ErkJggg=="),
        ImageFormat.Png,
        new PixelSize(4, 4));

    /// <summary>Everything the provider can be asked.</summary>
    protected virtual VisionRequest Question => new() { Image = Picture, Tasks = Provider.Declaration.Tasks, Language = "en", MaxKeywords = 10 };

    /// <summary>Starts the vendor.</summary>
    [SetUp]
    public async Task StartVendor()
    {
        _sampleCase = null;
        _arises = true;
        _ear = new ListeningIn();
        _services = Services(_ear, proxy: null);
        Server = await VendorServer.StartAsync();
        if (WhyNot(TestContext.CurrentContext.Test.MethodName!) is { } why)
        {
            DoesNotArise(why);
        }
    }

    /// <summary>Stops the vendor and notes what became of the case.</summary>
    [TearDown]
    public async Task StopVendor()
    {
        await _services.DisposeAsync();
        await Server.DisposeAsync();
        _ear.Dispose();
        Note(TestContext.CurrentContext);
    }

    /// <summary>A connection to the vendor.</summary>
    protected Connection Connect(Action<ConnectionOptions>? change = null) => Connect(_services, change);

    /// <summary>Asks once.</summary>
    protected Task<VisionReply> Ask(CancellationToken cancellationToken = default) => Provider.AskAsync(Connect(), Question, cancellationToken);

    /// <summary>Plays a sample's answer and compares what the provider makes of it with what the index says.</summary>
    protected async Task<VisionReply> Replay(ProviderSample sample, Connection connection, VisionRequest question)
    {
        _sampleCase = ContractTable.Documented + ((string?)sample.Expect["reason"] ?? (string)sample.Expect["category"]!);
        Server.Answer(sample.Status, sample.Body, (string?)sample.Response["headers"]?["Content-Type"] ?? "text/plain", sample.Headers);
        using var recording = ExchangeRecording.Begin(connection, question.Image, TimeProvider.System);
        VisionReply reply = await connection.Provider.AskAsync(connection, question, CancellationToken.None);
        SampleExpectation.Verify(sample.Expect, reply);
        AssertTellsNoSecret(recording.Exchanges, connection);
        return reply;
    }

    /// <summary>A client as the site's connections have one, for systems that are reached through a library of the site's.</summary>
    protected HttpClient CreateClient() => _services.GetRequiredService<IHttpClientFactory>().CreateClient("demo");

    /// <summary>The keywords of an answer, or what this system names instead.</summary>
    protected IReadOnlyList<string> Keywords(VisionReply reply)
    {
        Assert.That(reply.Failure, Is.Null);
        return [.. reply.Observations!.Where(o => o.Kind == Named).Select(o => o.Value)];
    }

    /// <summary>Ends a case that does not arise for this system.</summary>
    private void DoesNotArise(string why)
    {
        _arises = false;
        Assert.Pass(why);
    }

    // One text is no list: nothing in it is counted, dropped or said twice.
    private void NeedsSeveralNames()
    {
        if (Named == ObservationKind.Text)
        {
            DoesNotArise("It answers with one text.");
        }
    }

    private Connection Connect(IServiceProvider services, Action<ConnectionOptions>? change)
    {
        var options = new ConnectionOptions { Provider = Provider.Declaration.Alias, Endpoint = Server.Address, ApiKey = Key };
        Configure(options);
        change?.Invoke(options);
        return new Connection("demo", options, Provider, services.GetRequiredService<IHttpClientFactory>().CreateClient("demo")) { Credential = Credential };
    }

    // With the loggers that the package takes away: a secret must not reach them either.
    internal static ServiceProvider Services(ListeningIn ear, IWebProxy? proxy) => new ServiceCollection()
        .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(ear))
        .AddHttpClient("demo", client => client.Timeout = Timeout.InfiniteTimeSpan)
        .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = proxy is not null, Proxy = proxy })
        .AddHttpMessageHandler(() => new ExchangeObserver())
        .Services
        .BuildServiceProvider();

    private void Note(TestContext context)
    {
        string? theCase = _sampleCase ?? (typeof(ProviderContract).GetMethod(context.Test.MethodName!) is { } method ? method.Name.Replace('_', ' ') : null);
        if (theCase is not null)
        {
            bool failed = context.Result.Outcome.Status == TestStatus.Failed;
            ContractTable.Note(NameInTable, theCase, failed ? CaseResult.Broken : _arises ? CaseResult.Held : CaseResult.NotApplicable);
        }
    }
}
