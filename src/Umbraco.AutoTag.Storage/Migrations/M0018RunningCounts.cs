using Umbraco.AutoTag.Storage.Counts;
using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Migrations;

/// <summary>
/// Sums of work items, of open suggestions and of the images of runs, so that a count costs the same whatever the size of the library; the database's own triggers write
/// down what changes.
/// </summary>
internal sealed class M0018RunningCounts : Migration
{
    public override int Number => 18;

    public override string Name => "running counts";

    // The triggers come before the first sums: they lock the tables, so that an older server that still writes is counted by one or the other.
    public override IEnumerable<string> Statements(Dialect d) =>
    [
        CountStore.CreateTurn,
        .. Work(d),
        .. Suggestions(d),
        .. Values(d),
        .. Runs(d),
        .. d.Triggers(WorkCounts.Counted(d)),
        .. d.Triggers(SuggestionCounts.Counted(d)),
        .. d.Triggers(RunImageCounts.Counted(d)),
        WorkCounts.Sums.Fill(WorkCounts.Counted(d).Rows),
        SuggestionCounts.Sums.Fill(SuggestionCounts.Counted(d).Rows),
        SuggestionCounts.OfValues.Fill(SuggestionCounts.Counted(d).Rows),
        RunImageCounts.Sums.Fill(RunImageCounts.Counted(d).Rows),
        .. Indexes(d),
    ];

    // Keys are unique indexes and not primary keys: SQL Server would cluster by more than the 900 bytes that are allowed.
    private static IEnumerable<string> Work(Dialect d) =>
    [
        $"""
        CREATE TABLE autoTagWorkCount (
            folder {d.Word(400)} NOT NULL,
            state {d.Integer} NOT NULL,
            total {d.Integer} NOT NULL
        )
        """,
        "CREATE UNIQUE INDEX autoTagWorkCountKey ON autoTagWorkCount (folder, state)",
        "CREATE INDEX autoTagWorkCountNone ON autoTagWorkCount (folder) WHERE total = 0",
        $"""
        CREATE TABLE autoTagWorkChange (
            id {d.NumberedKey},
            folder {d.Word(400)} NOT NULL,
            state {d.Integer} NOT NULL,
            change {d.Integer} NOT NULL,
            taken {d.Integer} DEFAULT 0 NOT NULL
        )
        """,
    ];

    private static IEnumerable<string> Suggestions(Dialect d) =>
    [
        $"""
        CREATE TABLE autoTagSuggestionCount (
            folder {d.Word(400)} NOT NULL,
            state {d.Integer} NOT NULL,
            field {d.Integer} NOT NULL,
            language {d.Word(35)} NOT NULL,
            connection {d.Word(100)} NOT NULL,
            band {d.Integer} NOT NULL,
            hour {d.Integer} NOT NULL,
            total {d.Integer} NOT NULL
        )
        """,
        "CREATE UNIQUE INDEX autoTagSuggestionCountKey ON autoTagSuggestionCount (folder, state, field, language, connection, band, hour)",
        "CREATE INDEX autoTagSuggestionCountNone ON autoTagSuggestionCount (folder) WHERE total = 0",
        $"""
        CREATE TABLE autoTagSuggestionChange (
            id {d.NumberedKey},
            folder {d.Word(400)} NOT NULL,
            state {d.Integer} NOT NULL,
            field {d.Integer} NOT NULL,
            language {d.Word(35)} NOT NULL,
            connection {d.Word(100)} NOT NULL,
            band {d.Integer} NOT NULL,
            hour {d.Integer} NOT NULL,
            valueKey {d.Word(200)} NOT NULL,
            change {d.Integer} NOT NULL,
            taken {d.Integer} DEFAULT 0 NOT NULL
        )
        """,
    ];

    private static IEnumerable<string> Values(Dialect d) =>
    [
        $"""
        CREATE TABLE autoTagValueCount (
            part {d.Integer} NOT NULL,
            connection {d.Word(100)} NOT NULL,
            band {d.Integer} NOT NULL,
            state {d.Integer} NOT NULL,
            field {d.Integer} NOT NULL,
            language {d.Word(35)} NOT NULL,
            valueKey {d.Word(200)} NOT NULL,
            total {d.Integer} NOT NULL
        )
        """,
        "CREATE UNIQUE INDEX autoTagValueCountKey ON autoTagValueCount (part, connection, band, state, field, language, valueKey)",
        "CREATE INDEX autoTagValueCountMost ON autoTagValueCount (part, connection, band, state, total DESC, field, language, valueKey)",
        "CREATE INDEX autoTagValueCountNone ON autoTagValueCount (state) WHERE total = 0",
    ];

    private static IEnumerable<string> Runs(Dialect d) =>
    [
        $"ALTER TABLE autoTagRunImage ADD isWritten {d.Integer} DEFAULT 0 NOT NULL",
        """
        UPDATE autoTagRunImage SET isWritten = 1
        WHERE EXISTS (SELECT 1 FROM autoTagFieldWrite AS written WHERE written.runId = autoTagRunImage.runId AND written.mediaKey = autoTagRunImage.mediaKey)
        """,
        $"""
        CREATE TABLE autoTagRunCount (
            runId {d.Guid} NOT NULL,
            state {d.Integer} NOT NULL,
            reasonCode {d.Word(100)} NOT NULL,
            isCached {d.Integer} NOT NULL,
            isForReview {d.Integer} NOT NULL,
            isWritten {d.Integer} NOT NULL,
            total {d.Integer} NOT NULL
        )
        """,
        "CREATE UNIQUE INDEX autoTagRunCountKey ON autoTagRunCount (runId, state, reasonCode, isCached, isForReview, isWritten)",
        "CREATE INDEX autoTagRunCountNone ON autoTagRunCount (runId) WHERE total = 0",
        $"""
        CREATE TABLE autoTagRunChange (
            id {d.NumberedKey},
            runId {d.Guid} NOT NULL,
            state {d.Integer} NOT NULL,
            reasonCode {d.Word(100)} NOT NULL,
            isCached {d.Integer} NOT NULL,
            isForReview {d.Integer} NOT NULL,
            isWritten {d.Integer} NOT NULL,
            change {d.Integer} NOT NULL,
            taken {d.Integer} DEFAULT 0 NOT NULL
        )
        """,
    ];

    // What sums answer needs no index of its own. The walk down the review queue passes over what is not meant without reading it.
    private static IEnumerable<string> Indexes(Dialect d) =>
    [
        d.DropIndex("autoTagWorkItem", "autoTagWorkItemState"),
        d.DropIndex("autoTagRunImage", "autoTagRunImageCount"),
        d.DropIndex("autoTagSuggestion", "autoTagSuggestionQueue"),
        "CREATE INDEX autoTagSuggestionQueue ON autoTagSuggestion " +
        "(state, createdAt, mediaKey, path, field, language, connection, confidence, confidenceSource) WHERE state < 2",
        "CREATE INDEX autoTagLedgerAsked ON autoTagLedger (connection, modelAsked, sentAt)",
    ];
}
