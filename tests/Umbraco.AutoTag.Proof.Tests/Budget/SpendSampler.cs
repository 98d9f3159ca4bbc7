using System.Data.Common;
using Dapper;

namespace Umbraco.AutoTag.Proof.Tests.Budget;

/// <summary>
/// Reads during a whole run, again and again, what is spent and what is reserved, each time in one statement and so of one moment: from the rows
/// of the ledger themselves, from the running sums, and from the reservations.
/// </summary>
internal sealed class SpendSampler : IAsyncDisposable
{
    private static readonly TimeSpan s_between = TimeSpan.FromMilliseconds(15);

    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _wrong = [];
    private readonly Task _sampling;

    private SpendSampler(Func<Task<SpendSample>> read, Func<SpendSample, IEnumerable<string>> judge) => _sampling = Task.Run(async () =>
    {
        while (!_stop.IsCancellationRequested)
        {
            SpendSample sample = await read();
            Samples++;
            MostReserved = Math.Max(MostReserved, sample.First.Reserved + sample.Second.Reserved);
            _wrong.AddRange(judge(sample));
            await Task.Delay(s_between);
        }
    });

    /// <summary>How often it has looked.</summary>
    public int Samples { get; private set; }

    /// <summary>The most it has seen reserved.</summary>
    public long MostReserved { get; private set; }

    /// <param name="read">Takes a sample.</param>
    /// <param name="judge">What is wrong with it.</param>
    public static SpendSampler Start(Func<Task<SpendSample>> read, Func<SpendSample, IEnumerable<string>> judge) => new(read, judge);

    /// <summary>Stops looking; returns what was wrong.</summary>
    public async Task<IReadOnlyList<string>> EndAsync()
    {
        await _stop.CancelAsync();
        await _sampling;
        return _wrong;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _sampling.ContinueWith(_ => { }, TaskScheduler.Default);
        _stop.Dispose();
    }
}

/// <summary>What a database says of two periods at one moment, in millionths of dollars or of credits.</summary>
/// <param name="Charged">What the service had charged by then.</param>
/// <param name="First">Until <see cref="SpendReader"/>'s border.</param>
/// <param name="Second">From it on.</param>
internal sealed record SpendSample(long Charged, PeriodSpend First, PeriodSpend Second);

/// <summary>What was spent in one period.</summary>
/// <param name="Ledger">By the rows of the ledger.</param>
/// <param name="Sums">By the running sums.</param>
/// <param name="Reserved">Put aside for calls under way.</param>
internal sealed record PeriodSpend(long Ledger, long Sums, long Reserved);

/// <summary>Reads samples.</summary>
/// <param name="factory">The database's driver.</param>
/// <param name="connectionString">Where it is.</param>
/// <param name="border">Where the second period begins: midnight.</param>
/// <param name="inCredits">Credits or money.</param>
/// <param name="charged">Asks the service what it has charged.</param>
internal sealed class SpendReader(DbProviderFactory factory, string connectionString, DateTimeOffset border, bool inCredits, Func<long> charged)
{
    public async Task<SpendSample> ReadAsync()
    {
        // Asked first: what is charged by now must be reserved or written down in what is read after it.
        long byService = charged();
        await using DbConnection connection = factory.CreateConnection()!;
        connection.ConnectionString = connectionString;
        await connection.OpenAsync();
        (long Ledger1, long Sums1, long Reserved1, long Ledger2, long Sums2, long Reserved2) row =
            await connection.QuerySingleAsync<(long, long, long, long, long, long)>(
                $"SELECT {Period("<")}, {Period(">=")}", new { border = border.UtcTicks, day = border.UtcTicks / TimeSpan.TicksPerDay });
        return new SpendSample(byService, new PeriodSpend(row.Ledger1, row.Sums1, row.Reserved1), new PeriodSpend(row.Ledger2, row.Sums2, row.Reserved2));
    }

    private string Period(string side) => string.Join(", ", new[]
    {
        Sum(inCredits ? "microCreditsTaken" : "microUsd", $"autoTagLedger WHERE sentAt {side} @border"),
        Sum(inCredits ? "microCredits" : "microUsd", $"autoTagSpend WHERE day {side} @day"),
        Sum(inCredits ? "microCredits" : "microUsd", $"autoTagReservation WHERE reservedAt {side} @border"),
    });

    private static string Sum(string column, string from) => $"(SELECT CAST(COALESCE(SUM({column}), 0) AS bigint) FROM {from})";
}
