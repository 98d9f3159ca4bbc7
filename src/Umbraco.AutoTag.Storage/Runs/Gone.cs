using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;

namespace Umbraco.AutoTag.Storage.Runs;

/// <summary>
/// Ends what runs have in the queue of images that were put into the recycle bin or deleted: as left out. Said where the work item is removed, because
/// a run brings in again what the queue forgot without a word.
/// </summary>
internal static class Gone
{
    /// <summary>Only images that wait; what a worker has in hand ends with what the worker finds.</summary>
    public static readonly string Waits =
        $"EXISTS (SELECT 1 FROM autoTagWorkItem AS work WHERE work.mediaKey = autoTagRunImage.mediaKey AND work.state = {(int)WorkState.Waiting})";

    /// <summary>Ends those for which the condition holds; needs <c>@now</c>.</summary>
    public static Task<int> FromRunsAsync(Session session, string condition, object parameters) => session.ExecuteAsync(
        $"""
        UPDATE autoTagRunImage SET
            state = {(int)RunImageState.Skipped},
            reasonCode = '{nameof(RefusalCode.Trashed)}',
            isWritten = CASE WHEN EXISTS (
                SELECT 1 FROM autoTagFieldWrite AS written WHERE written.mediaKey = autoTagRunImage.mediaKey AND written.runId = autoTagRunImage.runId) THEN 1 ELSE 0 END,
            endedAt = @now
        WHERE state = {(int)RunImageState.Queued} AND {condition}
        """,
        parameters);
}
