using Umbraco.AutoTag.Core.Runs;
using Umbraco.Cms.Core.Models.Membership;

namespace Umbraco.AutoTag.Api.Runs;

/// <summary>What was asked for, within what its maker may see.</summary>
internal sealed class RunSelections(EditorAccess access)
{
    public RunSelection Of(SelectionModel model, IUser editor) => new()
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
        Scope = access.ScopeOf(editor).Paths,
    };
}
