using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Storage.Ledger;
using Umbraco.AutoTag.Storage.Suggestions;

namespace Umbraco.AutoTag.Storage.Runs;

/// <inheritdoc />
internal sealed class RunFacts(Database database, IProfiles? profiles = null) : IRunFacts
{
    public async Task<IReadOnlyDictionary<Guid, KnownImage>> KnownAsync(IReadOnlyCollection<Guid> mediaKeys, CancellationToken cancellationToken)
    {
        var known = new Dictionary<Guid, KnownImage>(mediaKeys.Count);
        foreach (Guid[] some in mediaKeys.Chunk(Stored.MaxList))
        {
            var keys = new { keys = Stored.Of(some) };
            string listed = database.Dialect.In("mediaKey", "@keys");
            ILookup<string, FieldWriteRow> writes = (await database.RunAsync(
                session => session.QueryAsync<FieldWriteRow>(
                    $"SELECT {FieldWriteRow.Columns} FROM autoTagFieldWrite WHERE {listed} ORDER BY writtenAt DESC, id DESC", keys),
                cancellationToken)).ToLookup(write => write.MediaKey);
            IReadOnlyList<Work> works = await database.RunAsync(
                session => session.QueryAsync<Work>(
                    $"SELECT mediaKey, state, reasonCode, contentHash, revisionId FROM autoTagWorkItem WHERE {listed}", keys),
                cancellationToken);
            foreach (Work work in works)
            {
                known[Stored.Id(work.MediaKey)] = new KnownImage((WorkState)work.State, work.ReasonCode, work.ContentHash, work.RevisionId, Writes(writes[work.MediaKey]));
            }

            foreach (Sampled sampled in await database.RunAsync(
                session => session.QueryAsync<Sampled>($"SELECT mediaKey, contentHash FROM autoTagSample WHERE {listed}", keys), cancellationToken))
            {
                Guid key = Stored.Id(sampled.MediaKey);
                known[key] = known.GetValueOrDefault(key, KnownImage.Nothing with { Writes = Writes(writes[sampled.MediaKey]) }) with { SampledHash = sampled.ContentHash };
            }

            foreach (IGrouping<string, FieldWriteRow> written in writes.Where(written => !known.ContainsKey(Stored.Id(written.Key))))
            {
                known[Stored.Id(written.Key)] = KnownImage.Nothing with { Writes = Writes(written) };
            }
        }

        return known;
    }

    public async Task<IReadOnlySet<string>> AnsweredAsync(
        IReadOnlyCollection<string> contentHashes, string stepPart, string language, CancellationToken cancellationToken)
    {
        var answered = new HashSet<string>();
        foreach (string[] hashes in contentHashes.Chunk(Stored.MaxList))
        {
            answered.UnionWith(await database.RunAsync(
                session => session.QueryAsync<string>(
                    $"""
                    SELECT contentHash FROM autoTagAnalysis
                    WHERE {database.Dialect.In("contentHash", "@hashes")} AND stepPart = @stepPart AND language = @language AND replacedAt IS NULL
                    """,
                    new { hashes, stepPart, language }),
                cancellationToken));
        }

        return answered;
    }

    public async Task<IReadOnlyDictionary<string, double>> SurenessAsync(
        IReadOnlyCollection<string> contentHashes, string stepPart, string language, CancellationToken cancellationToken)
    {
        var sure = new Dictionary<string, double>();
        foreach (string[] hashes in contentHashes.Chunk(Stored.MaxList))
        {
            IReadOnlyList<Sureness> some = await database.RunAsync(
                session => session.QueryAsync<Sureness>(
                    $"""
                    SELECT contentHash AS "ContentHash", sureness AS "Value" FROM autoTagAnalysis
                    WHERE {database.Dialect.In("contentHash", "@hashes")} AND stepPart = @stepPart AND language = @language
                        AND replacedAt IS NULL AND sureness IS NOT NULL
                    """,
                    new { hashes, stepPart, language }),
                cancellationToken);
            foreach (Sureness content in some)
            {
                sure[content.ContentHash] = content.Value;
            }
        }

        return sure;
    }

    public async Task<Unsure> UnsureAsync(
        IReadOnlyCollection<string> stepParts, string language, double below, DateTimeOffset since, CancellationToken cancellationToken)
    {
        Doubt doubt = await database.RunAsync(
            session => session.FirstAsync<Doubt>(
                $"""
                SELECT CAST(COUNT(DISTINCT contentHash) AS bigint) AS "Answers",
                    CAST(COUNT(DISTINCT CASE WHEN sureness < @below THEN contentHash END) AS bigint) AS "Unsure"
                FROM autoTagAnalysis
                WHERE {database.Dialect.In("stepPart", "@stepParts")} AND language = @language AND createdAt >= @since
                    AND sureness IS NOT NULL AND replacedAt IS NULL
                """,
                new { stepParts = stepParts.ToArray(), language, below, since = Stored.Of(since) }),
            cancellationToken);
        return new Unsure(doubt.Answers, doubt.Unsure);
    }

    public async Task<IReadOnlyList<PastCall>> PastCallsAsync(string connection, string? model, int take, CancellationToken cancellationToken)
    {
        string asked = model is null ? "modelAsked IS NULL" : "modelAsked = @model";
        string last = database.Dialect.First(
            $"""
            SELECT microUsd AS "MicroUsd", microCreditsTaken AS "MicroCredits", latencyTicks AS "LatencyTicks" FROM autoTagLedger
            WHERE connection = @connection AND outcome = {(int)CallOutcome.Answered} AND charged <> {(int)Charged.Unknown}
                AND {asked} AND batchId IS NULL AND mediaKey <> @none
            ORDER BY sentAt DESC, callId DESC
            """,
            "@take");
        IReadOnlyList<Call> calls = await database.RunAsync(
            session => session.QueryAsync<Call>(last, new { connection, model, none = Stored.Of(VisionCall.NoMedia), take }), cancellationToken);
        return
        [
            .. calls.Select(call => new PastCall(
                call.MicroUsd is { } cost ? new MicroUsd(cost) : null, StoredCredits.Read(call.MicroCredits), TimeSpan.FromTicks(call.LatencyTicks))),
        ];
    }

    public async Task<IReadOnlyDictionary<Guid, RunSpend>> SpendAsync(IReadOnlyCollection<Guid> runs, CancellationToken cancellationToken)
    {
        IReadOnlyList<Spent> spent = await database.RunAsync(
            session => session.QueryAsync<Spent>(
                $"""
                SELECT runId AS "RunId", CAST(SUM(calls) AS bigint) AS "Calls", CAST(SUM(microUsd) AS bigint) AS "MicroUsd",
                    CAST(SUM(microCredits) AS bigint) AS "MicroCredits", CAST(SUM(callsOfUnknownCost) AS bigint) AS "CallsOfUnknownCost"
                FROM autoTagSpend WHERE {database.Dialect.In("runId", "@runs")} AND runId <> '' GROUP BY runId
                """,
                new { runs = Stored.Of(runs) }),
            cancellationToken);
        Dictionary<Guid, RunSpend> known = spent.ToDictionary(run => Stored.Id(run.RunId), run => run.ToSpend());
        return runs.ToDictionary(run => run, run => known.GetValueOrDefault(run, RunSpend.Nothing));
    }

    private IReadOnlyList<FieldWrite> Writes(IEnumerable<FieldWriteRow> rows) =>
        [.. rows.Select(row => row.ToWrite(profiles?.Default)).OfType<FieldWrite>()];

    private readonly record struct Doubt(long Answers, long Unsure);

    private sealed class Spent
    {
        public required string RunId { get; init; }

        public long Calls { get; init; }

        public long MicroUsd { get; init; }

        public long MicroCredits { get; init; }

        public long CallsOfUnknownCost { get; init; }

        public RunSpend ToSpend() => new(Calls, new MicroUsd(MicroUsd), StoredCredits.Read(MicroCredits) ?? 0, CallsOfUnknownCost);
    }

    private sealed class Sureness
    {
        public required string ContentHash { get; init; }

        public double Value { get; init; }
    }

    private sealed class Sampled
    {
        public required string MediaKey { get; init; }

        public required string ContentHash { get; init; }
    }

    private sealed class Work
    {
        public required string MediaKey { get; init; }

        public int State { get; init; }

        public string? ReasonCode { get; init; }

        public string? ContentHash { get; init; }

        public string? RevisionId { get; init; }
    }

    private sealed class Call
    {
        public long? MicroUsd { get; init; }

        public long? MicroCredits { get; init; }

        public long LatencyTicks { get; init; }
    }
}
