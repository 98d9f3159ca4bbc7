using System.Globalization;
using System.Runtime.CompilerServices;
using Umbraco.AutoTag.Core.Costs;
using Umbraco.AutoTag.Core.Ledger;

namespace Umbraco.AutoTag.Api.Costs;

/// <summary>Writes the costs as rows, while they are read: a million calls take no more memory than a page of them.</summary>
internal sealed class CostExport(ICostStore costs, TimeProvider clock)
{
    private const int PageSize = 500;

    /// <summary>A row for each day and connection, with its headings.</summary>
    public async IAsyncEnumerable<IReadOnlyList<string>> DaysAsync(CostPeriod period, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return
        [
            "Day", "Connection", "Micro-USD", "USD", "Credits", "Calls", "Failures", "Calls of unknown cost", "Images", "Credits reported", "Known answers", "Saved micro-USD",
        ];
        DateOnly from = CostReport.FirstDayOf(period, clock.GetUtcNow());
        Dictionary<(DateOnly, string), DayCosts> days = (await costs.DaysAsync(from, cancellationToken)).ToDictionary(day => (day.Day, day.Connection.ToLowerInvariant()));
        Dictionary<(DateOnly, string), DaySavings> savings = (await costs.SavingsAsync(from, cancellationToken)).ToDictionary(day => (day.Day, day.Connection.ToLowerInvariant()));
        foreach ((DateOnly Day, string) key in days.Keys.Union(savings.Keys).Order())
        {
            DayCosts? day = days.GetValueOrDefault(key);
            DaySavings? saved = savings.GetValueOrDefault(key);
            CallSums sums = day?.Sums ?? CallSums.None;
            yield return
            [
                key.Day.ToString("O", CultureInfo.InvariantCulture),
                (day?.Connection ?? saved?.Connection)!,
                Number(sums.Cost.Amount),
                Number(sums.Cost.Usd),
                Number(sums.Credits),
                Number(sums.Calls),
                Number(sums.Failures),
                Number(sums.CallsOfUnknownCost),
                Number(day?.Images ?? 0),
                Number(day?.CreditsReported ?? 0),
                Number(saved?.Answers ?? 0),
                Number(saved?.Saved.Amount ?? 0),
            ];
        }
    }

    /// <summary>The ledger itself: a row for each call, with its headings.</summary>
    public async IAsyncEnumerable<IReadOnlyList<string>> CallsAsync(CostPeriod period, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return
        [
            "Sent", "Connection", "Provider", "Model asked", "Model reported", "Micro-USD", "USD", "Price", "Charged", "Outcome", "Failure", "Credits", "Credits reported",
            "Micro-USD reported", "Input tokens", "Output tokens", "Milliseconds", "Image", "Folder", "Revision", "Run", "Batch", "Editor", "Call", "Provider's id",
        ];
        var from = new DateTimeOffset(CostReport.FirstDayOf(period, clock.GetUtcNow()), TimeOnly.MinValue, TimeSpan.Zero);
        IReadOnlyList<LedgerEntry> page = [];
        do
        {
            page = await costs.CallsAsync(from, page.Count == 0 ? null : page[^1], PageSize, cancellationToken);
            foreach (LedgerEntry call in page)
            {
                yield return Row(call);
            }
        }
        while (page.Count == PageSize);
    }

    private static IReadOnlyList<string> Row(LedgerEntry call) =>
    [
        call.SentAt.ToString("O", CultureInfo.InvariantCulture),
        call.Connection,
        call.Provider,
        call.ModelAsked ?? string.Empty,
        call.ModelReported ?? string.Empty,
        Number(call.Cost?.Amount),
        Number(call.Cost?.Usd),
        $"{call.PriceBasis}",
        $"{call.Charged}",
        $"{call.Outcome}",
        $"{call.Failure}",
        Number(call.CreditsTaken),
        Number(call.Usage.Credits),
        Number(call.Usage.Cost?.Amount),
        Number(call.Usage.InputTokens),
        Number(call.Usage.OutputTokens),
        Number((decimal)call.Latency.TotalMilliseconds),
        $"{call.MediaKey}",
        call.Path,
        call.RevisionId,
        $"{call.RunId}",
        $"{call.BatchId}",
        $"{call.Editor}",
        $"{call.CallId}",
        call.RequestId ?? string.Empty,
    ];

    // What is not known is empty, which is not zero.
    private static string Number(decimal? number) => number?.ToString("0.######", CultureInfo.InvariantCulture) ?? string.Empty;
}
