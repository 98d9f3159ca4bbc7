using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Corridor.Tests;
using Umbraco.AutoTag.Integration.Tests.Running;
using Umbraco.AutoTag.TestKit;
using Umbraco.AutoTag.Workers;

namespace Umbraco.AutoTag.Tests.Workers;

/// <summary>A host that allows five seconds for stopping, and what the worker has given back by then.</summary>
public sealed class AutoTagWorkerTests
{
    private static readonly TimeSpan s_shutdown = TimeSpan.FromSeconds(5);

    private ComposedSite _site = null!;
    private AutoTagWorker _worker = null!;
    private int _calls;

    [SetUp]
    public async Task OpenAsync()
    {
        _calls = 0;
        _site = await ComposedSite.OpenAsync(
            services => services.Configure<HostOptions>(host => host.ShutdownTimeout = s_shutdown),
            ("AutoTag:Connections:words:Provider", "scripted"),
            ("AutoTag:Profile:Steps:0:Connection", "words"));
        _worker = _site.Make<AutoTagWorker>();
    }

    [TearDown]
    public async Task CloseAsync()
    {
        _worker.Dispose();
        await _site.DisposeAsync();
    }

    [Test]
    public async Task Images_whose_calls_do_not_end_are_back_in_the_queue_after_half_of_the_hosts_time()
    {
        Guid[] photos = [_site.Library.Add(Given.Jpeg).Key, _site.Library.Add(Given.AnotherJpeg).Key];
        _site.Provider.Does((_, token) => CallAsync(Task.Delay(Timeout.Infinite, token)));
        await HasInHandAsync(photos);

        await StopsAfterAsync(s_shutdown / 2);

        WorkItem?[] given = await Task.WhenAll(photos.Select(photo => _site.Get<IWorkItemStore>().FindAsync(photo, default)));
        Assert.That(given.Select(work => work?.State), Is.All.EqualTo(WorkState.Waiting));
        Assert.That(await ClaimableAsync(), Is.EquivalentTo(photos));
    }

    [Test]
    public async Task An_image_whose_answer_cannot_be_kept_is_back_in_the_queue_within_the_hosts_time()
    {
        MediaItem photo = _site.Library.Add(Given.Jpeg);
        var answered = new TaskCompletionSource();
        _site.Provider.Does((_, _) => CallAsync(answered.Task));
        await HasInHandAsync(photo.Key);
        await RunSqlAsync("CREATE TRIGGER noMore BEFORE INSERT ON autoTagAnalysis BEGIN SELECT RAISE(FAIL, 'no more'); END");

        await StopsAfterAsync(s_shutdown / 2, answered.SetResult);

        _site.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That((await _site.Get<IWorkItemStore>().FindAsync(photo.Key, default))?.State, Is.EqualTo(WorkState.Waiting));
        Assert.That(await ClaimableAsync(), Is.EqualTo(new[] { photo.Key }));
    }

    private async Task<VisionReply> CallAsync(Task until)
    {
        Interlocked.Increment(ref _calls);
        await until;
        return VisionReply.Answered([Given.Alt("Two dogs")]);
    }

    private async Task HasInHandAsync(params Guid[] photos)
    {
        await _site.Get<IWorkItemStore>().EnqueueAsync([.. photos.Select(photo => A.Request(photo))], default);
        await _worker.StartAsync(default);
        await Eventually.IsAsync(() => Task.FromResult(Volatile.Read(ref _calls)), calls => calls == photos.Length, "calls under way");
    }

    /// <summary>Stops it as a host does, and moves the clock no further than this.</summary>
    private async Task StopsAfterAsync(TimeSpan time, Action? meanwhile = null)
    {
        using var host = new CancellationTokenSource(s_shutdown, _site.Clock);
        Task stopping = _worker.StopAsync(host.Token);
        Assert.That(stopping.IsCompleted, Is.False, "calls have a moment to end");
        meanwhile?.Invoke();
        _site.Clock.Advance(time);
        await stopping.WaitAsync(TimeSpan.FromMinutes(1));
    }

    private async Task<Guid[]> ClaimableAsync() =>
        [.. (await _site.Get<IWorkItemStore>().ClaimAsync("another", 10, TimeSpan.FromMinutes(2), default)).Select(lease => lease.Item.MediaKey)];

    private async Task RunSqlAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_site.DatabaseFile};Pooling=False");
        await connection.OpenAsync();
        await using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
