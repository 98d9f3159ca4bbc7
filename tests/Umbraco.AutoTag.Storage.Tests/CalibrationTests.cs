using System.Globalization;
using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Calibration;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Tests;

public sealed class CalibrationTests(Engine engine) : StorageTest(engine)
{
    private static readonly Guid s_editor = Guid.NewGuid();

    private ICalibrationStore Counts => Server.GetRequiredService<ICalibrationStore>();

    [Test]
    public async Task Decisions_are_counted_by_connection_field_and_confidence()
    {
        await DecidedAsync(await OpenAsync(0.55), SuggestionState.Accepted);
        await DecidedAsync(await OpenAsync(0.57), SuggestionState.Rejected);
        await DecidedAsync(await OpenAsync(null), SuggestionState.Edited);
        await OpenAsync(0.55);

        Assert.That(await Counts.CountsAsync(default), Is.EquivalentTo(new[]
        {
            new BandCount(new CalibrationKey("local", Field.Keywords, ConfidenceSource.Score), 11, 1, 2),
            new BandCount(new CalibrationKey("local", Field.Keywords, ConfidenceSource.None), ConfidenceBands.NoNumber, 0, 1),
        }));
    }

    [Test]
    public async Task A_decision_that_is_taken_back_or_changed_is_counted_as_what_it_is_now()
    {
        Suggestion first = await DecidedAsync(await OpenAsync(0.55), SuggestionState.Accepted);
        Suggestion second = await DecidedAsync(await OpenAsync(0.55), SuggestionState.Accepted);

        await SavedAsync(first with { State = SuggestionState.Pending, DecidedBy = null });
        await DecidedAsync(second, SuggestionState.Rejected);

        Assert.That((await Counts.CountsAsync(default)).Single() is { Accepted: 0, Decided: 1 });
    }

    [Test]
    public async Task A_decision_that_comes_too_late_is_not_counted()
    {
        Suggestion open = await OpenAsync(0.55);
        await DecidedAsync(open, SuggestionState.Accepted);

        Assert.That(await Suggestions.SaveAsync([], [open with { State = SuggestionState.Rejected, DecidedBy = s_editor }], lease: null, default), Is.False);

        Assert.That((await Counts.CountsAsync(default)).Single() is { Accepted: 1, Decided: 1 });
    }

    [Test]
    public async Task Whatever_is_decided_and_taken_back_the_sums_say_what_counting_would()
    {
        var random = new Random(20261121);
        Suggestion[] all = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => OpenAsync(random.Next(5) == 0 ? null : random.Next(101) / 100.0)));
        for (int step = 0; step < 120; step++)
        {
            int one = random.Next(all.Length);
            all[one] = random.Next(4) == 0
                ? await SavedAsync(all[one] with { State = SuggestionState.Pending, DecidedBy = null })
                : await DecidedAsync(all[one], (SuggestionState)random.Next(2, 5));
        }

        Assert.That(await Counts.CountsAsync(default), Is.EquivalentTo(Counted(all)));
    }

    [Test]
    public async Task Editors_who_decide_at_once_are_all_counted()
    {
        Analysis analysis = await Analyses.KeepAsync(A.Analysis(), replace: false, default);
        Suggestion[] open = [.. Enumerable.Range(0, 12).Select(_ => A.Suggestion() with { AnalysisId = analysis.Id })];
        await Suggestions.SaveAsync(open, [], lease: null, default);

        await Task.WhenAll(open.Select(suggestion => Task.Run(() => Competitor().GetRequiredService<ISuggestionStore>()
            .SaveAsync([], [suggestion with { State = SuggestionState.Accepted, DecidedBy = s_editor }], lease: null, default))));

        Assert.That((await Counts.CountsAsync(default)).Single() is { Accepted: 12, Decided: 12 });
    }

    [Test]
    public async Task What_was_decided_before_there_were_sums_is_in_the_sums()
    {
        string old = await NewDatabaseAsync();
        foreach (string statement in Schema.Script(Dialect.Find(ProviderName)!, 13))
        {
            await ExecuteAsync(statement, old);
        }

        await ExecuteAsync("INSERT INTO autoTagMigration (number, name, appliedAt) VALUES (13, 'as it was', 0)", old);
        double?[] stated = [null, .. Enumerable.Range(0, 21).Select(place => (double?)(place / 20.0)), 0.0499, 0.9499];
        foreach (double? confidence in stated)
        {
            await ExecuteAsync(OldDecision(confidence, state: 2, decidedBy: $"'{s_editor}'"), old);
            await ExecuteAsync(OldDecision(confidence, state: 4, decidedBy: $"'{s_editor}'"), old);
            await ExecuteAsync(OldDecision(confidence, state: 4, decidedBy: "NULL"), old);
            await ExecuteAsync(OldDecision(confidence, state: 0, decidedBy: "NULL"), old);
        }

        await ExecuteAsync(OldDecision(0.5, state: 2, decidedBy: $"'{s_editor}'", origins: "'[]'"), old);
        IServiceProvider server = NewServer(settings: DatabaseSettings.For(ProviderName, old));
        await server.GetRequiredService<Schema>().MigrateAsync(default);

        IEnumerable<BandCount> expected = stated
            .Select(confidence => confidence is { } known ? Confidence.Of(known) : Confidence.Unknown)
            .GroupBy(confidence => (Key: CalibrationKey.Of("Vision", Field.Keywords, confidence, ConfidenceSource.Score), Band: ConfidenceBands.Of(confidence)))
            .Select(same => new BandCount(same.Key.Key, same.Key.Band, same.Count(), same.Count() * 2));
        Assert.That(await server.GetRequiredService<ICalibrationStore>().CountsAsync(default), Is.EquivalentTo(expected));
    }

    private static string OldDecision(double? confidence, int state, string decidedBy, string origins = "NULL") =>
        $"""
        INSERT INTO autoTagSuggestion (
            id, mediaKey, field, language, value, confidence, confidenceSource, state, analysisId, revisionId, createdAt, changedAt, decidedBy, version, origins, connection)
        VALUES ('{Guid.NewGuid()}', '{Guid.NewGuid()}', 3, 'en', 'dog', {confidence?.ToString(CultureInfo.InvariantCulture) ?? "NULL"}, 2, {state},
            '{Guid.NewGuid()}', 'revision', 0, 0, {decidedBy}, 1, {origins}, 'Vision')
        """;

    private static IEnumerable<BandCount> Counted(IEnumerable<Suggestion> all) => all
        .Select(JudgedStatement.Of)
        .OfType<JudgedStatement>()
        .GroupBy(judged => (Key: CalibrationKey.Of("local", judged.Field, judged.Stated, judged.Source), Band: ConfidenceBands.Of(judged.Stated)))
        .Select(same => new BandCount(same.Key.Key, same.Key.Band, same.Count(judged => judged.IsAccepted), same.Count()));

    private async Task<Suggestion> OpenAsync(double? stated)
    {
        Analysis analysis = await Analyses.KeepAsync(A.Analysis(), replace: false, default);
        Suggestion open = A.Suggestion() with
        {
            AnalysisId = analysis.Id,
            Confidence = stated is { } known ? Confidence.Of(known) : Confidence.Unknown,
            ConfidenceSource = stated is null ? ConfidenceSource.None : ConfidenceSource.Score,
        };
        await Suggestions.SaveAsync([open], [], lease: null, default);
        return open;
    }

    private Task<Suggestion> DecidedAsync(Suggestion suggestion, SuggestionState state) => SavedAsync(suggestion with { State = state, DecidedBy = s_editor });

    private async Task<Suggestion> SavedAsync(Suggestion suggestion)
    {
        Assert.That(await Suggestions.SaveAsync([], [suggestion], lease: null, default), Is.True);
        return suggestion with { Version = suggestion.Version + 1 };
    }
}
