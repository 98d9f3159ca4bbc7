using System.Globalization;
using Umbraco.AutoTag.Core.Calibration;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Storage.Dialects;
using Umbraco.AutoTag.Storage.Suggestions;

namespace Umbraco.AutoTag.Storage.Calibration;

/// <summary>
/// <c>autoTagCalibration</c>: how often editors took what a source said, by how sure it said it was. Changed only in the transaction that changes a
/// suggestion, so that it says at any moment what counting them would.
/// </summary>
internal sealed class CalibrationSums(Session session, Dialect dialect)
{
    private const string IsThere = "connection = @connection AND field = @field AND source = @source AND band = @band";

    private const string Add = $"UPDATE autoTagCalibration SET accepted = accepted + @accepted, decided = decided + @decided WHERE {IsThere}";

    // An older server that is still running decides without counting.
    private const string Subtract = $"{Add} AND accepted + @accepted >= 0 AND decided + @decided >= accepted + @accepted";

    /// <summary>The band of the column <c>confidence</c>, as <see cref="ConfidenceBands.Of"/> tells it.</summary>
    public static string Band { get; } = string.Join(
        ' ', ["CASE WHEN confidence IS NULL THEN -1", .. Enumerable.Range(1, ConfidenceBands.Count - 1).Reverse().Select(WhenFrom), "ELSE 0 END"]);

    /// <summary>A suggestion as it lies there, before it is changed; null where it is another version by now.</summary>
    public async Task<Suggestion?> BeforeAsync(Suggestion change) => (await session.FirstAsync<SuggestionRow>(
        $"SELECT {SuggestionRow.Columns} FROM autoTagSuggestion WHERE id = @id AND version = @Version",
        new { id = Stored.Of(change.Id), change.Version }))?.ToSuggestion();

    /// <summary>Counts what has become of a suggestion.</summary>
    /// <param name="before">As it was.</param>
    /// <param name="after">As it is.</param>
    public async Task MoveAsync(Suggestion? before, Suggestion after)
    {
        JudgedStatement? was = before is null ? null : JudgedStatement.Of(before);
        JudgedStatement? now = JudgedStatement.Of(after);
        if (was == now)
        {
            return;
        }

        string connection = await session.FirstAsync<string>("SELECT connection FROM autoTagSuggestion WHERE id = @id", new { id = Stored.Of(after.Id) }) ?? string.Empty;
        if (connection.Length == 0)
        {
            return;
        }

        if (was is not null)
        {
            await session.ExecuteAsync(Subtract, Row(connection, was, sign: -1));
        }

        if (now is not null)
        {
            await session.UpdateOrInsertAsync(Add, Insert, Row(connection, now, sign: 1));
        }
    }

    private string Insert => dialect.InsertIfNew(
        "autoTagCalibration", "connection, field, source, band, accepted, decided", "@connection, @field, @source, @band, @accepted, @decided", IsThere);

    private static object Row(string connection, JudgedStatement statement, int sign)
    {
        CalibrationKey key = CalibrationKey.Of(connection, statement.Field, statement.Stated, statement.Source);
        return new
        {
            connection = key.Connection,
            field = (int)key.Field,
            source = (int)key.Source,
            band = ConfidenceBands.Of(statement.Stated),
            accepted = statement.IsAccepted ? sign : 0,
            decided = sign,
        };
    }

    private static string WhenFrom(int band) =>
        string.Create(CultureInfo.InvariantCulture, $"WHEN confidence >= {ConfidenceBands.From(band):0.00} THEN {band}");
}
