using System.Data.Common;
using Microsoft.Data.Sqlite;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Storage.Tests;

public sealed class SchemaTests(Engine engine) : StorageTest(engine)
{
    [Test]
    public async Task An_empty_database_gets_its_tables() =>
        Assert.That(await AskAsync<long>("SELECT MAX(number) FROM autoTagMigration"), Is.EqualTo(Schema.Version));

    [Test]
    public async Task Migrating_again_changes_nothing()
    {
        await Server.GetRequiredService<Schema>().MigrateAsync(default);

        Assert.That(await AskAsync<long>("SELECT COUNT(*) FROM autoTagMigration"), Is.EqualTo(Schema.Version));
    }

    [Test]
    public async Task Servers_that_start_at_once_migrate_once()
    {
        for (int round = 0; round < 5; round++)
        {
            string connectionString = await NewDatabaseAsync();

            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
                NewServer(TimeProvider.System, DatabaseSettings.For(ProviderName, connectionString)).GetRequiredService<Schema>().MigrateAsync(default))));

            Assert.That(await AskAsync<long>("SELECT COUNT(*) FROM autoTagMigration", connectionString), Is.EqualTo(Schema.Version));
            Assert.That(await AskAsync<long>("SELECT COUNT(*) FROM autoTagSetting", connectionString), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task A_database_of_a_newer_version_is_refused_and_left_alone()
    {
        await AskAsync<long>("INSERT INTO autoTagMigration (number, name, appliedAt) VALUES (99, 'from the future', 0) RETURNING number");

        NewerSchemaException refused = Assert.ThrowsAsync<NewerSchemaException>(() => Server.GetRequiredService<Schema>().MigrateAsync(default))!;

        Assert.That(refused.Message, Does.Contain("version 99").And.Contain($"version {Schema.Version}").And.Contain("Umbraco.AutoTag"));
    }

    [Test]
    public async Task A_restart_keeps_everything()
    {
        Lease lease = await ClaimOneAsync();
        await Suggestions.SaveAsync([A.Suggestion(lease.Item.MediaKey)], [], lease, default);
        await Analyses.KeepAsync(A.Analysis(), replace: false, default);
        await Ledger.AppendAsync(A.Call(lease.Item.MediaKey), default);

        IServiceProvider restarted = NewServer();
        await restarted.GetRequiredService<Schema>().MigrateAsync(default);

        Assert.That(await restarted.GetRequiredService<IWorkItemStore>().HoldsAsync(lease, default), Is.True);
        Assert.That(await restarted.GetRequiredService<ISuggestionStore>().ForMediaAsync(lease.Item.MediaKey, default), Has.Count.EqualTo(1));
        Assert.That(await Analyses.FindAsync(A.Analysis().Key, default), Is.Not.Null);
        Assert.That(await restarted.GetRequiredService<ILedgerStore>().ForMediaAsync(lease.Item.MediaKey, 1, default), Has.Count.EqualTo(1));
    }

    [Test]
    public void A_database_AutoTag_does_not_know_is_refused_by_name()
    {
        DbProviderFactories.RegisterFactory("Some.Database", SqliteFactory.Instance);

        Assert.That(
            () => DatabaseSettings.For("Some.Database", "Data Source=x"),
            Throws.TypeOf<NotSupportedException>().With.Message.Contains("Some.Database"));
    }

    /// <summary>These numbers lie in databases: they may be added to, never changed.</summary>
    [Test]
    public void Stored_numbers_never_change()
    {
        Assert.That(Numbers<WorkState>(), Is.EqualTo("Waiting=0 Working=1 Done=2 Skipped=3 Failed=4 Ignored=5"));
        Assert.That(Numbers<WorkOrigin>(), Is.EqualTo("TagNow=0 Upload=1 Run=2 Sweep=3 Import=4"));
        Assert.That(Numbers<SuggestionState>(), Is.EqualTo("Pending=0 Applied=1 Accepted=2 Edited=3 Rejected=4 Superseded=5"));
        Assert.That(Numbers<PendingReason>(), Is.EqualTo("BelowThreshold=0 HumanValue=1 LostToStaleSave=2 ReviewFirst=3 Undone=4"));
        Assert.That(Numbers<Field>(), Is.EqualTo("AltText=0 Title=1 Description=2 Keywords=3"));
        Assert.That(Numbers<ConfidenceSource>(), Is.EqualTo("None=0 Exact=1 Score=2 SelfReported=3"));
        Assert.That(Numbers<Charged>(), Is.EqualTo("No=0 Yes=1 Unknown=2"));
        Assert.That(Numbers<PriceBasis>(), Is.EqualTo("Unknown=0 Reported=1 Configured=2 Free=3"));
        Assert.That(Numbers<ConnectionHealth>(), Is.EqualTo("Ok=0 Throttled=1 OutOfCredit=2 Unauthorised=3 Misconfigured=4 Unavailable=5 Paused=6"));
        Assert.That(
            Numbers<FailureKind>(),
            Is.EqualTo("Throttled=0 OutOfCredit=1 Unauthorised=2 Misconfigured=3 BadImage=4 Refused=5 Malformed=6 Unavailable=7 OverBudget=8 Paused=9"));
    }

    private static string Numbers<T>()
        where T : struct, Enum => string.Join(' ', Enum.GetValues<T>().Select(value => $"{value}={Convert.ToInt32(value)}"));
}
