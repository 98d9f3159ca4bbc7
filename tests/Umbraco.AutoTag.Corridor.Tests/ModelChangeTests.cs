using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.TestKit;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>A vendor that answers for the same name with another model.</summary>
public sealed class ModelChangeTests
{
    private Listening _log = null!;
    private Site _site = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _log = new Listening();
        _site = await Site.OpenAsync(_log);
    }

    [TearDown]
    public void Close()
    {
        _site.Dispose();
        _log.Dispose();
    }

    [Test]
    public async Task Another_model_than_before_is_warned_of_once()
    {
        await AnswerAsync("seer-1", "seer-1", "seer-2", "seer-2", "seer-1", "seer-2");

        Assert.That(_log.Warnings.Single(), Does.Contain("vision answers with the model seer-2, where it answered with seer-1"));
    }

    [Test]
    public async Task What_answered_before_the_server_started_is_remembered()
    {
        await _site.Ledger.AppendAsync(A.Call(connection: "vision") with { ModelAsked = null, ModelReported = "seer-0" }, default);

        await AnswerAsync("seer-1");

        Assert.That(_log.Warnings.Single(), Does.Contain("where it answered with seer-0"));
    }

    [TestCase("seer@8dd30f6b0cb1", "seer")]
    [TestCase("seer@4", "4", Description = "as it was told by an earlier AutoTag")]
    public async Task A_name_or_version_that_is_not_told_every_time_is_no_other_model(string whole, string part)
    {
        await AnswerAsync(whole, part, whole);

        Assert.That(_log.Warnings, Is.Empty);
    }

    [Test]
    public async Task Another_model_that_was_asked_for_is_no_surprise()
    {
        await AnswerAsync("seer-1");
        _site.Options.Model = "seer-2";

        await AnswerAsync("seer-2");

        Assert.That(_log.Warnings, Is.Empty);
    }

    private async Task AnswerAsync(params string[] models)
    {
        foreach (string model in models)
        {
            _site.Provider.Does((_, _) => Task.FromResult(VisionReply.Answered([]) with { ModelReported = model }));
            await _site.UploadAsync(_site.Library.Add([.. Jpeg, .. Guid.NewGuid().ToByteArray()]));
        }
    }
}
