using System.Text.Json;
using NUnit.Framework;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.TestKit.Providers;

/// <content>What a call leaves behind: one row that says what it used, what it cost and who answered, and nothing of what was sent.</content>
public abstract partial class ProviderContract
{
    /// <summary>Through the chain of a real site.</summary>
    [Test]
    public async Task Cost_units_and_model_of_an_answer_are_in_the_ledger()
    {
        Server.Answer(200, SuccessWith(["dog"]));
        VisionReply told = await Provider.AskAsync(Connect(Price), Question, CancellationToken.None);

        (VisionReply reply, LedgerEntry row) = await SettleAsync(Connect(Price));

        Assert.Multiple(() =>
        {
            Assert.That(reply.Failure, Is.Null);
            Assert.That((row.Outcome, row.Images, row.Provider), Is.EqualTo((CallOutcome.Answered, 1, Provider.Declaration.Alias)));
            Assert.That(
                told.ModelReported is { } model ? ModelWatch.AgreementOf(Provider.Declaration, Connect(Price).Options.Model, model) : ModelAgreement.Unknown,
                Is.Not.EqualTo(ModelAgreement.Other),
                "a good answer is not taken for another model's");
            Assert.That((row.Usage, row.ModelReported, row.RequestId), Is.EqualTo((told.Usage, told.ModelReported, told.RequestId)));
            Assert.That(row.Charged, Is.EqualTo(Provider.Declaration.Charged ? Charged.Yes : Charged.No));
            Assert.That(row.Cost?.Amount, Provider.Declaration.Charged ? Is.GreaterThan(0) : Is.Zero);
        });
    }

    /// <summary>The row, and the trace of the call.</summary>
    [TestCase(200)]
    [TestCase(401)]
    [TestCase(500)]
    public async Task Neither_key_nor_picture_is_in_the_ledger_or_in_the_trace_of_a_call(int status)
    {
        Server.Answer(status, status == 200 ? SuccessWith(["dog"]) : ErrorSaying($"wrong {Key} in data:image/png;base64,{s_picture}"));

        (VisionReply reply, LedgerEntry row) = await SettleAsync(Connect());

        Assert.Multiple(() =>
        {
            AssertClean(JsonSerializer.Serialize(row));
            AssertClean(JsonSerializer.Serialize(reply));
            Assert.That(_ear.Heard, Does.Contain("autotag.connection=demo"), "the call left no trace, so nothing is proved");
            AssertClean(_ear.Heard);
        });
    }

    private async Task<(VisionReply Reply, LedgerEntry Row)> SettleAsync(Connection connection)
    {
        var rows = new List<LedgerEntry>();
        CalledReply called = await AgreeingBooks.Chain(rows).CallAsync(
            new VisionCall
            {
                Connection = connection,
                Request = Question with { Model = connection.Options.Model },
                MediaKey = Guid.NewGuid(),
                Path = "-1,1063",
                RevisionId = "0123456789abcdef0123456789abcdef",
                LongSide = 4,
            },
            CancellationToken.None);
        Assert.That(rows, Is.Not.Empty, called.Reply.Failure?.Message);
        return (called.Reply, rows[0]);
    }
}
