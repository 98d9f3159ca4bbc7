using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Dapper;
using Npgsql;
using Umbraco.AutoTag.Core.Counts;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Storage.Dialects;
using Umbraco.AutoTag.Storage.Suggestions;

namespace Umbraco.AutoTag.Storage.Tests;

/// <summary>What is so only where the database locks rows and not itself.</summary>
public sealed class PostgresTests() : DatabaseTest(Engine.Postgres)
{
    private readonly WorkRequest _first = A.Request();
    private readonly WorkRequest _second = A.Request();

    [SetUp]
    public Task BringIn() => Items.EnqueueAsync([_first, _second], default);

    [Test]
    public async Task What_another_server_is_claiming_is_passed_over_and_not_waited_for()
    {
        IWorkItemStore items = WithPatience(TimeSpan.FromMilliseconds(100));
        await using DbConnection other = await OpenAsync();
        await using DbTransaction held = await other.BeginTransactionAsync();
        await RunAsync(other, $"SELECT 1 FROM autoTagWorkItem WHERE mediaKey = '{_first.MediaKey}' FOR UPDATE");

        IReadOnlyList<Lease> leases = await items.ClaimAsync("worker", 10, TimeSpan.FromMinutes(1), default);

        Assert.That(leases.Select(lease => lease.Item.MediaKey), Is.EqualTo(new[] { _second.MediaKey }));
    }

    [Test]
    public async Task A_row_that_is_held_for_too_long_tells_the_caller_so_and_the_others_go_on()
    {
        IWorkItemStore items = WithPatience(TimeSpan.FromMilliseconds(100));
        await using DbConnection other = await OpenAsync();
        await using DbTransaction held = await other.BeginTransactionAsync();
        await RunAsync(other, $"UPDATE autoTagWorkItem SET fence = fence WHERE mediaKey = '{_first.MediaKey}'");

        Assert.That(() => items.MoveAsync([(_first.MediaKey, "-1,7")], default), Throws.InstanceOf<DbException>());
        await items.MoveAsync([(_second.MediaKey, "-1,7")], default);

        Assert.That((await Items.FindAsync(_second.MediaKey, default))!.Path, Is.EqualTo("-1,7"));
    }

    [Test]
    public async Task The_victim_of_a_deadlock_does_its_work_again()
    {
        IWorkItemStore items = WithPatience(TimeSpan.FromSeconds(20));
        await using DbConnection other = await OpenAsync();
        await RunAsync(other, "SET deadlock_timeout = '20s'");
        await using DbTransaction held = await other.BeginTransactionAsync();
        await RunAsync(other, $"UPDATE autoTagWorkItem SET path = '-1,8' WHERE mediaKey = '{_first.MediaKey}'");

        Task moved = Task.Run(() => items.MoveAsync([(_second.MediaKey, "-1,9"), (_first.MediaKey, "-1,9")], default));
        while (await AskAsync<long>("SELECT COUNT(*) FROM pg_stat_activity WHERE application_name = 'Umbraco.AutoTag' AND wait_event_type = 'Lock'") == 0)
        {
            Assert.That(moved.IsCompleted, Is.False, "it waits for the row that is held");
        }

        // Now each holds what the other wants. The store's server looks for such circles first, so it is the one that is refused.
        await RunAsync(other, $"UPDATE autoTagWorkItem SET path = '-1,8' WHERE mediaKey = '{_second.MediaKey}'");
        await held.CommitAsync();
        await moved;

        Assert.That((await Items.FindAsync(_first.MediaKey, default))!.Path, Is.EqualTo("-1,9"));
        Assert.That((await Items.FindAsync(_second.MediaKey, default))!.Path, Is.EqualTo("-1,9"));
    }

    [Test]
    public async Task Of_a_confidence_and_a_connection_it_expects_about_as_many_open_suggestions_as_there_are()
    {
        Guid image = Guid.NewGuid();
        await Server.GetRequiredService<ISuggestionStore>().SaveAsync(
            [
                .. Enumerable.Range(0, 1_000).Select(number => A.Suggestion(image, $"word {number}") with
                {
                    State = number % 10 == 0 ? SuggestionState.Pending : SuggestionState.Accepted,
                    Confidence = Confidence.Of(number % 3 == 0 ? 0.95 : 0.55),
                }),
            ],
            [],
            lease: null,
            default);
        await ExecuteAsync("UPDATE autoTagSuggestion SET connection = CASE state WHEN 0 THEN 'new' ELSE 'old' END");
        await ExecuteAsync("ANALYZE autoTagSuggestion");

        var sure = new ReviewFilter(PathScope.Everything, ReviewQueue.Pending) { Band = ConfidenceBand.VerySure };
        Assert.That(await ExpectedAsync(sure), Is.InRange(25, 45));
        Assert.That(await ExpectedAsync(sure with { Connection = "new" }), Is.InRange(25, 45));
    }

    [TestCase("autoTagRevisionChange")]
    [TestCase("autoTagRunChange")]
    [TestCase("autoTagSuggestionChange")]
    [TestCase("autoTagWorkChange")]
    public async Task A_table_of_changes_that_is_emptied_to_its_end_gives_back_what_it_took_up(string changes)
    {
        await Server.GetRequiredService<ICountStore>().FoldAsync(default);
        string[] columns = (await NamesAsync(changes)).Split(',');
        await ExecuteAsync($"INSERT INTO {changes} ({string.Join(", ", columns)}) SELECT {string.Join(", ", columns.Select(_ => "'1'"))} FROM generate_series(1, 20000)");

        // The last ones are there when housekeeping comes by, as they are while others write.
        await ExecuteAsync($"DELETE FROM {changes} WHERE ctid NOT IN (SELECT ctid FROM {changes} ORDER BY ctid DESC LIMIT 3)");
        await ExecuteAsync($"VACUUM {changes}");
        await ExecuteAsync($"DELETE FROM {changes}");
        long size;
        int rounds = 0;
        do
        {
            await ExecuteAsync($"VACUUM {changes}");
            size = await AskAsync<long>($"SELECT pg_relation_size('{changes}')");
        }
        // What another test's transaction may still look at stays until that ends.
        while (size > 0 && ++rounds < 1_000);

        Assert.That(size, Is.Zero);
    }

    [Test]
    public async Task Options_that_the_site_gave_are_kept_beside_AutoTags()
    {
        IServiceProvider server = NewServer(settings: DatabaseSettings.For(ProviderName, $"{ConnectionString};Options=-c work_mem=5MB"));

        Assert.That(await server.GetRequiredService<IWorkItemStore>().FindAsync(_first.MediaKey, default), Is.Not.Null);
    }

    private Task<string> NamesAsync(string table) => AskAsync<string>(
        $"""
        SELECT string_agg(column_name, ',') FROM information_schema.columns
        WHERE table_schema = current_schema() AND table_name = lower('{table}') AND is_identity = 'NO' AND is_generated = 'NEVER'
        """);

    private async Task<int> ExpectedAsync(ReviewFilter filter)
    {
        Dialect dialect = Dialect.Find(ProviderName)!;
        var parameters = new DynamicParameters();
        string meant = ReviewConditions.Of(filter, ReviewColumns.OfRows(dialect), dialect, parameters, Clock.GetUtcNow());
        await using DbConnection connection = await OpenAsync();
        string plan = (await connection.QueryAsync<string>($"EXPLAIN SELECT id FROM autoTagSuggestion WHERE {meant}", parameters)).First();
        return int.Parse(Regex.Match(plan, @"rows=(\d+)").Groups[1].Value, CultureInfo.InvariantCulture);
    }

    private IWorkItemStore WithPatience(TimeSpan patience)
    {
        var settings = new DatabaseSettings(NpgsqlFactory.Instance, Dialect.Find(ProviderName)!, ConnectionString) { LockPatience = patience };
        return NewServer(TimeProvider.System, settings).GetRequiredService<IWorkItemStore>();
    }

    private static async Task RunAsync(DbConnection connection, string sql)
    {
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
