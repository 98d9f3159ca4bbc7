using Umbraco.AutoTag.Core.Coverage;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Storage.Dialects;
using Umbraco.AutoTag.Storage.Suggestions;

namespace Umbraco.AutoTag.Storage.Coverage;

/// <summary>Keeps the state of images in step with what is written into them and decided about them.</summary>
internal static class ImageStates
{
    /// <summary>
    /// Computes the states of these images anew, in the transaction that has changed what they rest on. What is not known, or not covered, is left out.
    /// </summary>
    public static async Task ReviseAsync(Session session, Dialect dialect, IEnumerable<string> mediaKeys)
    {
        string[] keys = [.. mediaKeys.Distinct().Order(StringComparer.Ordinal)];
        var sums = new FolderSums();
        foreach (string[] some in keys.Chunk(Stored.MaxList))
        {
            IReadOnlyList<ImageRow> rows = await LockAsync(session, dialect, some);
            IReadOnlyDictionary<string, ImageRow> computed = await ComputeAsync(session, dialect, rows);
            foreach (ImageRow row in rows.Where(row => computed[row.MediaKey].State != row.State))
            {
                await ChangeAsync(session, sums, row, computed[row.MediaKey]);
            }
        }

        await sums.KeepAsync(session, dialect);
    }

    public static async Task ChangeAsync(Session session, FolderSums sums, ImageRow before, ImageRow after)
    {
        await session.ExecuteAsync(ImageRow.Update, after);
        sums.Remove(before);
        sums.Add(after);
    }

    /// <summary>The rows as they are and stay until the end of the transaction: whoever computes a state next sees what this one did.</summary>
    public static async Task<IReadOnlyList<ImageRow>> LockAsync(Session session, Dialect dialect, string[] keys)
    {
        await session.ExecuteAsync($"UPDATE autoTagImage SET state = state WHERE {dialect.In("mediaKey", "@keys")}", new { keys });
        return await FindAsync(session, dialect, keys);
    }

    public static Task<IReadOnlyList<ImageRow>> FindAsync(Session session, Dialect dialect, string[] keys) =>
        session.QueryAsync<ImageRow>($"SELECT {ImageRow.Columns} FROM autoTagImage WHERE {dialect.In("mediaKey", "@keys")}", new { keys });

    /// <summary>The rows with the states they should have.</summary>
    public static async Task<IReadOnlyDictionary<string, ImageRow>> ComputeAsync(Session session, Dialect dialect, IReadOnlyCollection<ImageRow> rows)
    {
        string[] keys = [.. rows.Where(row => row.State != (int)AltTextState.NotCovered).Select(row => row.MediaKey)];
        var parameters = new { keys, field = (int)Field.AltText, accepted = (int)SuggestionState.Accepted };
        string isListed = dialect.In("mediaKey", "@keys");
        ILookup<string, FieldWriteRow> writes = (keys.Length == 0
                ? []
                : await session.QueryAsync<FieldWriteRow>(
                    $"SELECT {FieldWriteRow.Columns} FROM autoTagFieldWrite WHERE {isListed} AND field = @field ORDER BY writtenAt DESC, id DESC", parameters))
            .ToLookup(row => row.MediaKey);

        // Whose a text is that AutoTag never wrote, nobody has to look up.
        parameters = parameters with { keys = [.. writes.Select(ofImage => ofImage.Key)] };
        // In whichever language: that of the usual property may have become another since.
        ILookup<string, string> accepted = (parameters.keys.Length == 0
                ? []
                : await session.QueryAsync<(string MediaKey, string Value)>(
                    $"SELECT mediaKey, value FROM autoTagSuggestion WHERE {isListed} AND field = @field AND state = @accepted", parameters))
            .ToLookup(row => row.MediaKey, row => row.Value);

        return rows.ToDictionary(
            row => row.MediaKey,
            row => row.State == (int)AltTextState.NotCovered
                ? row
                : row with
                {
                    State = (int)AltTextStates.Of(
                        FieldValue.OfText(row.AltText), [.. writes[row.MediaKey].Where(write => IsInUsualProperty(write, row)).Select(write => write.ToWrite())], accepted[row.MediaKey]),
                });
    }

    // What is counted is the usual property, whichever language comes first at the moment.
    private static bool IsInUsualProperty(FieldWriteRow write, ImageRow image) => write.IsFirst is { } isFirst ? isFirst != 0 : write.Language == image.Language;
}
