using System.Data.Common;
using Microsoft.Data.Sqlite;
using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Coverage;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Storage.Dialects;

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

        Assert.That(
            await AskAsync<long>("SELECT COUNT(*) FROM autoTagMigration"),
            Is.EqualTo(await AskAsync<long>("SELECT COUNT(DISTINCT number) FROM autoTagMigration")));
    }

    [Test]
    public async Task Servers_that_start_at_once_migrate_once()
    {
        for (int round = 0; round < 5; round++)
        {
            string connectionString = await NewDatabaseAsync();

            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
                Competitor(connectionString).GetRequiredService<Schema>().MigrateAsync(default))));

            Assert.That(await AskAsync<long>("SELECT MAX(number) FROM autoTagMigration", connectionString), Is.EqualTo(Schema.Version));
            Assert.That(await AskAsync<long>("SELECT COUNT(*) FROM autoTagSetting", connectionString), Is.EqualTo(3), "the first start, the turn for money and the turn for counts");
        }
    }

    [Test]
    public async Task A_database_of_a_newer_version_is_refused_and_left_alone()
    {
        await ExecuteAsync("INSERT INTO autoTagMigration (number, name, appliedAt) VALUES (99, 'from the future', 0)");

        NewerSchemaException refused = Assert.ThrowsAsync<NewerSchemaException>(() => Server.GetRequiredService<Schema>().MigrateAsync(default))!;

        Assert.That(refused.Message, Does.Contain("version 99").And.Contain($"version {Schema.Version}").And.Contain("Umbraco.AutoTag"));
    }

    [Test]
    public async Task What_was_spent_before_there_were_sums_is_in_the_sums()
    {
        string old = await NewDatabaseAsync();
        foreach (string statement in Schema.Script(Dialect.Find(ProviderName)!, 2))
        {
            await ExecuteAsync(statement, old);
        }

        await ExecuteAsync("INSERT INTO autoTagMigration (number, name, appliedAt) VALUES (2, 'as it was', 0)", old);
        await ExecuteAsync(OldCall("Vision", microUsd: "1200", failure: "NULL"), old);
        await ExecuteAsync(OldCall("vision", microUsd: "NULL", failure: "6"), old);

        IServiceProvider server = NewServer(settings: DatabaseSettings.For(ProviderName, old));
        await server.GetRequiredService<Schema>().MigrateAsync(default);

        Assert.That(await AskAsync<long>("SELECT calls * 10000 + microUsd FROM autoTagSpend", old), Is.EqualTo(21_200));
        Assert.That(await AskAsync<long>("SELECT calls * 10000 + microUsd FROM autoTagFolderSpend WHERE folder = '-1'", old), Is.EqualTo(21_200));
        Assert.That(await AskAsync<long>("SELECT COUNT(*) FROM autoTagLedger WHERE outcome = 1 AND failure IS NOT NULL AND images = 1", old), Is.EqualTo(1));
        Assert.That(await server.GetRequiredService<ILedgerStore>().RecomputeAsync(default), Is.Zero);
    }

    private static string OldCall(string connection, string microUsd, string failure) =>
        $"""
        INSERT INTO autoTagLedger (callId, connection, provider, microUsd, priceBasis, charged, failure, latencyTicks, mediaKey, path, revisionId, sentAt)
        VALUES ('{Guid.NewGuid()}', '{connection}', 'openai-compatible', {microUsd}, 1, 1, {failure}, 0, '{Guid.NewGuid()}', '-1,1063', 'revision', {A.Moment.UtcTicks})
        """;

    [Test]
    public async Task What_was_suggested_before_there_was_a_review_queue_is_in_it()
    {
        string old = await NewDatabaseAsync();
        foreach (string statement in Schema.Script(Dialect.Find(ProviderName)!, 6))
        {
            await ExecuteAsync(statement, old);
        }

        await ExecuteAsync("INSERT INTO autoTagMigration (number, name, appliedAt) VALUES (6, 'as it was', 0)", old);
        IServiceProvider server = NewServer(settings: DatabaseSettings.For(ProviderName, old));
        var image = Guid.NewGuid();
        await ExecuteAsync(
            $"""
            INSERT INTO autoTagWorkItem (mediaKey, path, profile, state, origin, dueAt, fence, attempts, generation, forcedGeneration, enqueuedAt, changedAt, seenAt)
            VALUES ('{image}', '-1,1063,1070', 'default', 2, 1, 0, 0, 0, 1, 0, 0, 0, 0)
            """,
            old);
        string analysis = Guid.CreateVersion7().ToString();
        await ExecuteAsync(
            $"""
            INSERT INTO autoTagAnalysis (id, contentHash, stepPart, language, connection, provider, observations, createdAt)
            VALUES ('{analysis}', 'content', 'step', 'en', 'local', 'openai-compatible', '[]', {A.Moment.UtcTicks})
            """,
            old);
        await ExecuteAsync(
            $"""
            INSERT INTO autoTagSuggestion (id, mediaKey, field, language, value, confidenceSource, state, analysisId, revisionId, createdAt, changedAt, version)
            VALUES ('{Guid.NewGuid()}', '{image}', 3, 'en', 'Sunset', 2, 0, '{analysis}', 'revision', {A.Moment.UtcTicks}, {A.Moment.UtcTicks}, 1)
            """,
            old);

        await server.GetRequiredService<Schema>().MigrateAsync(default);

        var folder = new ReviewFilter(new PathScope(["-1,1063"]), ReviewQueue.Pending) { Connection = "local", ValueKey = "sunset" };
        Assert.That(await server.GetRequiredService<IReviewStore>().SuggestionsAsync(folder, 10, default), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_editors_had_asked_for_before_there_were_wishes_is_wished_for()
    {
        string old = await NewDatabaseAsync();
        foreach (string statement in Schema.Script(Dialect.Find(ProviderName)!, 31))
        {
            await ExecuteAsync(statement, old);
        }

        await ExecuteAsync("INSERT INTO autoTagMigration (number, name, appliedAt) VALUES (31, 'as it was', 0)", old);
        await ExecuteAsync(OldWork(WorkState.Waiting, "NULL", "NULL"), old);
        await ExecuteAsync(OldWork(WorkState.Done, $"'{Guid.NewGuid()}'", "NULL"), old);
        await ExecuteAsync(OldWork(WorkState.Waiting, $"'{Guid.NewGuid()}'", $"'{Guid.NewGuid()}'"), old);
        await ExecuteAsync(OldWork(WorkState.Waiting, $"'{Guid.NewGuid()}'", "NULL"), old);

        IServiceProvider server = NewServer(settings: DatabaseSettings.For(ProviderName, old));
        await server.GetRequiredService<Schema>().MigrateAsync(default);

        Assert.That(await AskAsync<long>("SELECT SUM(askedAt * 100 + origin * 10 + isForced) FROM autoTagWish", old), Is.EqualTo(701));
    }

    private static string OldWork(WorkState state, string requestedBy, string runId) =>
        $"""
        INSERT INTO autoTagWorkItem (
            mediaKey, path, profile, state, origin, dueAt, fence, attempts, generation, forcedGeneration, requestedBy, runId, enqueuedAt, changedAt, seenAt)
        VALUES ('{Guid.NewGuid()}', '-1,1063', 'default', {(int)state}, 0, 0, 0, 0, 4, 4, {requestedBy}, {runId}, 7, 0, 0)
        """;

    [Test]
    public async Task A_restart_keeps_everything()
    {
        Lease lease = await ClaimOneAsync();
        await Suggestions.SaveAsync([A.Suggestion(lease.Item.MediaKey)], [], lease, default);
        await Analyses.KeepAsync(A.Analysis(), replace: false, default);
        await Ledger.AppendAsync(A.Call(lease.Item.MediaKey), default);

        IServiceProvider restarted = NewServer();
        await restarted.GetRequiredService<Schema>().MigrateAsync(default);

        Assert.That(await restarted.GetRequiredService<ISuggestionStore>().SaveAsync([], [], lease, default), Is.True);
        Assert.That(await restarted.GetRequiredService<ISuggestionStore>().ForMediaAsync(lease.Item.MediaKey, default), Has.Count.EqualTo(1));
        Assert.That(await Analyses.FindAsync(A.Analysis().Key, default), Is.Not.Null);
        Assert.That(await restarted.GetRequiredService<ILedgerStore>().ForMediaAsync(lease.Item.MediaKey, 1, default), Has.Count.EqualTo(1));
    }

    [TestCaseSource(nameof(EarlierVersions))]
    public async Task A_database_of_an_earlier_version_comes_forward_with_everything_in_it(int version)
    {
        string old = await NewDatabaseAsync();
        foreach (string statement in Schema.Script(Dialect.Find(ProviderName)!, version))
        {
            await ExecuteAsync(statement, old);
        }

        await ExecuteAsync($"INSERT INTO autoTagMigration (number, name, appliedAt) VALUES ({version}, 'as it was', 0)", old);
        Table[] tables = await TablesAsync(old);
        foreach (Table table in tables)
        {
            await ExecuteAsync(table.InsertARow, old);
        }

        await NewServer(settings: DatabaseSettings.For(ProviderName, old)).GetRequiredService<Schema>().MigrateAsync(default);

        Assert.That(await ColumnsAsync(old), Is.EquivalentTo(await ColumnsAsync(ConnectionString)), "what a new database has");
        foreach (Table table in tables)
        {
            Assert.That(await AskAsync<long>(table.CountTheRow, old), Is.EqualTo(1), table.Name);
        }
    }

    [Test]
    public void The_schema_is_written_down_for_people_to_review()
    {
        string folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "schema")).FullName;
        string script = string.Join(";\n\n", Schema.Script(Dialect.Find(ProviderName)!, Schema.Version)) + ";\n";

        File.WriteAllText(Path.Combine(folder, $"{ProviderName}.sql"), script);

        Assert.That(script, Does.StartWith("CREATE TABLE autoTagMigration").And.Contain("CREATE TABLE autoTagWorkItem"));
    }

    [Test]
    public void A_database_AutoTag_does_not_know_is_refused_by_name()
    {
        DbProviderFactories.RegisterFactory("Some.Database", SqliteFactory.Instance);

        Assert.That(
            () => DatabaseSettings.For("Some.Database", "Data Source=x"),
            Throws.TypeOf<NotSupportedException>().With.Message.Contains("Some.Database"));
    }

    [Test]
    public void A_driver_that_nobody_brought_is_named_with_the_line_that_brings_it()
    {
        DbProviderFactories.UnregisterFactory(ProviderName);
        try
        {
            Assert.That(
                () => DatabaseSettings.For(ProviderName, ConnectionString),
                Throws.TypeOf<NotSupportedException>()
                    .With.Message.Contains($"Add the package {ProviderName} to the site")
                    .And.Message.Contains($"System.Data.Common.DbProviderFactories.RegisterFactory(\"{ProviderName}\", {ProviderName}."));
        }
        finally
        {
            RegisterDrivers();
        }
    }

    /// <summary>These numbers lie in databases: they may be added to, never changed.</summary>
    [Test]
    public void Stored_numbers_never_change()
    {
        Assert.That(Numbers<WorkState>(), Is.EqualTo("Waiting=0 Working=1 Done=2 Skipped=3 Failed=4 Ignored=5"));
        Assert.That(Numbers<WorkOrigin>(), Is.EqualTo("TagNow=0 Upload=1 Run=2 Sweep=3 Import=4 Suggest=-1"));
        Assert.That(Numbers<SuggestionState>(), Is.EqualTo("Pending=0 Applied=1 Accepted=2 Edited=3 Rejected=4 Superseded=5"));
        Assert.That(Numbers<PendingReason>(), Is.EqualTo("BelowThreshold=0 HumanValue=1 LostToStaleSave=2 ReviewFirst=3 Undone=4 ForbiddenWord=5 OtherLanguage=6"));
        Assert.That(Numbers<AltTextState>(), Is.EqualTo("Missing=0 Human=1 Accepted=2 Unreviewed=3 Decorative=4 NotCovered=5"));
        Assert.That(Numbers<DecisionKind>(), Is.EqualTo("Accepted=0 Edited=1 Rejected=2 EditedByHand=3 RemovedByHand=4 Lost=5 TakenBack=6 Decorative=7 AcceptedByHand=8"));
        Assert.That(Numbers<Field>(), Is.EqualTo("AltText=0 Title=1 Description=2 Keywords=3"));
        Assert.That(Numbers<ConfidenceSource>(), Is.EqualTo("None=0 Exact=1 Score=2 SelfReported=3 Agreement=4 Calibrated=5"));
        Assert.That(Numbers<Charged>(), Is.EqualTo("No=0 Yes=1 Unknown=2"));
        Assert.That(Numbers<PriceBasis>(), Is.EqualTo("Unknown=0 Reported=1 Configured=2 Free=3 Listed=4 Reserved=5"));
        Assert.That(Numbers<CallOutcome>(), Is.EqualTo("Answered=0 Failed=1 CutOff=2 Lost=3"));
        Assert.That(Numbers<ConnectionHealth>(), Is.EqualTo("Ok=0 Throttled=1 OutOfCredit=2 Unauthorised=3 Misconfigured=4 Unavailable=5 Paused=6 Drifted=7"));
        Assert.That(Numbers<RunState>(), Is.EqualTo("Draft=0 Running=1 Paused=2 Done=3 Cancelled=4"));
        Assert.That(Numbers<BatchMode>(), Is.EqualTo("None=0 Batch=1 BatchThenOrdinary=2"));
        Assert.That(Numbers<BatchState>(), Is.EqualTo("Building=0 Submitting=1 Sent=2"));
        Assert.That(Numbers<BatchCallState>(), Is.EqualTo("Collected=0 InBatch=1 Failed=2"));
        Assert.That(Numbers<RunImageState>(), Is.EqualTo("Listed=0 Queued=1 Done=2 Skipped=3 Failed=4"));
        Assert.That(
            Numbers<FailureKind>(),
            Is.EqualTo("Throttled=0 OutOfCredit=1 Unauthorised=2 Misconfigured=3 BadImage=4 Refused=5 Malformed=6 Unavailable=7 OverBudget=8 Paused=9"));
    }

    private static IEnumerable<int> EarlierVersions => Enumerable.Range(1, Schema.Version - 1);

    private async Task<Table[]> TablesAsync(string connectionString) =>
    [
        .. from column in await ColumnsAsync(connectionString)
           where !column.Table.Equals("autoTagMigration", StringComparison.OrdinalIgnoreCase) && !column.IsComputed
               // What triggers write is there by itself.
               && !column.Table.EndsWith("Change", StringComparison.OrdinalIgnoreCase)
           group column by column.Table into table
           select new Table(table.Key, [.. table]),
    ];

    private static string Numbers<T>()
        where T : struct, Enum => string.Join(' ', Enum.GetValues<T>().Select(value => $"{value}={Convert.ToInt32(value)}"));

    private sealed record Table(string Name, Column[] Columns)
    {
        public string InsertARow => $"INSERT INTO {Name} ({string.Join(", ", Columns.Select(c => c.Name))}) VALUES ({string.Join(", ", Columns.Select(Something))})";

        public string CountTheRow => $"SELECT COUNT(*) FROM {Name} WHERE {string.Join(" AND ", Columns.Select(c => $"{c.Name} = {Something(c)}"))}";

        private static string Something(Column column) => column.IsText ? "'something'" : "1";
    }
}
