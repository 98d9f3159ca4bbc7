using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;

namespace Umbraco.AutoTag.Api.Runs;

/// <summary>What was asked for, within what its maker may see.</summary>
internal static class RunSelections
{
    public static RunSelection Of(SelectionModel model, PathScope scope) => new()
    {
        Folder = model.Folder,
        Keys = [.. (model.Keys ?? []).Distinct()],
        MediaTypes = model.MediaTypes ?? [],
        Missing = model.Missing,
        Owner = model.Owner,
        OtherRevision = model.OtherRevision,
        StaleOrMissing = model.StaleOrMissing,
        Failed = model.Failed,
        UploadedSince = model.UploadedSince,
        UploadedBefore = model.UploadedBefore,
        Keyword = string.IsNullOrWhiteSpace(model.Keyword) ? null : model.Keyword.Trim(),
        FileName = string.IsNullOrWhiteSpace(model.FileName) ? null : model.FileName.Trim(),
        DecideAnew = model.DecideAnew,
        Scope = scope.Paths,
    };
}
