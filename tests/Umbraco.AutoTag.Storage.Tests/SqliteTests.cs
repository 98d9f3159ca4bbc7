using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Tests;

/// <summary>What is so only where the database is a file.</summary>
public sealed class SqliteTests() : DatabaseTest(Engine.Sqlite)
{
    [Test]
    public async Task Readers_do_not_wait_for_the_writer() =>
        Assert.That(await AskAsync<string>("PRAGMA journal_mode"), Is.EqualTo("wal"));

    [Test]
    public async Task A_file_that_stays_locked_tells_the_caller_so_and_works_again_afterwards()
    {
        // With the patience that sites have.
        IWorkItemStore items = NewServer(TimeProvider.System).GetRequiredService<IWorkItemStore>();
        WorkRequest request = A.Request();
        await using (var other = new SqliteConnection(ConnectionString))
        {
            await other.OpenAsync();
            await using SqliteTransaction held = other.BeginTransaction();

            Assert.That(() => items.EnqueueAsync([request], default), Throws.InstanceOf<DbException>());
            Assert.That(await items.FindAsync(request.MediaKey, default), Is.Null, "reading goes on meanwhile");
        }

        Assert.That(await items.EnqueueAsync([request], default), Is.EqualTo(1));
    }

    [Test]
    public async Task A_lock_that_is_let_go_in_time_is_waited_for_without_the_caller_noticing()
    {
        await using var other = new SqliteConnection(ConnectionString);
        await other.OpenAsync();
        SqliteTransaction held = other.BeginTransaction();

        // The store waits on this test's clock: its first timer says that it has met the lock.
        Task<int> enqueued = Task.Run(() => Items.EnqueueAsync([A.Request()], default));
        while (Clock.WaitingTimers == 0 && !enqueued.IsCompleted)
        {
            await Task.Yield();
        }

        await held.DisposeAsync();
        Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.That(await enqueued, Is.EqualTo(1));
    }

    [Test]
    public async Task Whoever_waits_for_a_write_of_the_same_process_never_meets_the_files_lock()
    {
        var disk = new SlowDisk();
        IWorkItemStore items = NewServer(settings: new DatabaseSettings(disk, Dialect.Find(ProviderName)!, ConnectionString))
            .GetRequiredService<IWorkItemStore>();
        Task first = items.EnqueueAsync([A.Request()], default);

        Task[] others =
        [
            items.EnqueueAsync([A.Request()], default),
            items.DropAsync([Guid.NewGuid()], default),
            items.ClaimAsync("worker", 1, TimeSpan.FromMinutes(1), [], default),
        ];

        // Who meets the lock waits on this test's clock, which stands still.
        Assert.That(Clock.WaitingTimers, Is.Zero);
        disk.GoesOn.SetResult();
        await Task.WhenAll([first, .. others]);
    }

    [Test]
    public async Task A_full_disk_tells_the_caller_so_stores_nothing_by_halves_and_works_again_afterwards()
    {
        Suggestion[] many = [.. Enumerable.Range(0, 500).Select(_ => A.Suggestion(value: new string('x', 2000)))];
        long pages = await AskAsync<long>("PRAGMA page_count");
        var disk = new SmallDisk(pages + 20);
        ISuggestionStore store = NewServer(
            TimeProvider.System,
            new DatabaseSettings(disk, Dialect.Find(ProviderName)!, $"{ConnectionString};Pooling=False")).GetRequiredService<ISuggestionStore>();

        Assert.That(
            () => store.SaveAsync(many, [], lease: null, default),
            Throws.InstanceOf<DbException>().With.Message.Contains("full"));
        Assert.That(await AskAsync<long>("SELECT COUNT(*) FROM autoTagSuggestion"), Is.Zero);
        Assert.That(await AskAsync<string>("PRAGMA integrity_check"), Is.EqualTo("ok"));

        disk.Pages = 1_000_000;
        Assert.That(await store.SaveAsync(many, [], lease: null, default), Is.True);
    }

    /// <summary>SQLite over a disk with room for so many pages.</summary>
    private sealed class SmallDisk(long pages) : DbProviderFactory
    {
        public long Pages { get; set; } = pages;

        public override DbConnection CreateConnection() => new Connection(this);

        private sealed class Connection(SmallDisk disk) : SqliteConnection
        {
            public override void Open()
            {
                base.Open();
                using SqliteCommand command = CreateCommand();
                command.CommandText = $"PRAGMA max_page_count = {disk.Pages}";
                command.ExecuteNonQuery();
            }
        }
    }

    /// <summary>SQLite over a disk on which the first transaction does not get on before the test says so.</summary>
    private sealed class SlowDisk : DbProviderFactory
    {
        private int _transactions;

        public TaskCompletionSource GoesOn { get; } = new();

        public override DbConnection CreateConnection() => new Connection(this);

        private sealed class Connection(SlowDisk disk) : SqliteConnection
        {
            protected override async ValueTask<DbTransaction> BeginDbTransactionAsync(IsolationLevel isolationLevel, CancellationToken cancellationToken)
            {
                DbTransaction transaction = await base.BeginDbTransactionAsync(isolationLevel, cancellationToken);
                if (Interlocked.Increment(ref disk._transactions) == 1)
                {
                    await disk.GoesOn.Task;
                }

                return transaction;
            }
        }
    }
}
