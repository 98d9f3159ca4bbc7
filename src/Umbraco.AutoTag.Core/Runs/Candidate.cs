using System.IO.Enumeration;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Runs;

/// <summary>An image that a run might look at, with what is known of it.</summary>
/// <param name="Item">With its values of this moment.</param>
/// <param name="Known">What AutoTag knows of it.</param>
public sealed record Candidate(MediaItem Item, KnownImage Known)
{
    /// <summary>Why a run that decides anew leaves an image out: nothing is known of it, or it is being looked at.</summary>
    public const string NotLookedAtCode = "NotLookedAt";

    /// <summary>Whose each field is.</summary>
    public IReadOnlyDictionary<FieldKey, Owner> Owners { get; } = Item.Fields.ToDictionary(
        field => field.Key,
        field => Ownership.Of(field.Value, Known.Writes.Where(write => write.Field == field.Key)));

    /// <summary>Whether a run looks at it.</summary>
    /// <param name="selection">What the run asks for.</param>
    /// <param name="rules">What AutoTag may look at at all.</param>
    /// <param name="revisionId">The present revision.</param>
    public Choice ChosenBy(RunSelection selection, IntakeRules rules, string revisionId)
    {
        bool isMeant = !Item.Trashed
            && rules.MediaTypes.Contains(Item.TypeAlias)
            && (selection.MediaTypes.Count == 0 || selection.MediaTypes.Contains(Item.TypeAlias, StringComparer.OrdinalIgnoreCase))
            && (selection.Scope is not { } scope || scope.Any(path => IsIn(path)))
            && (selection.Missing is not { } missing || Item.Fields.Any(field => field.Key.Field == missing && field.Value.IsEmpty))
            && (selection.Owner is not { } owner || Owners.Any(field => field.Value == owner && (selection.Missing is null || field.Key.Field == selection.Missing)))
            && (selection.UploadedSince is not { } since || Item.UploadedAt >= since)
            && (selection.UploadedBefore is not { } before || Item.UploadedAt < before)
            && (selection.Keyword is not { } keyword || HasKeyword(keyword))
            && (selection.FileName is not { } name || (Item.FileName is { } file && FileSystemName.MatchesSimpleExpression(name, file)))
            && (!selection.OtherRevision || (Known.RevisionId is { } last && last != revisionId))
            && (!selection.StaleOrMissing || IsStaleOrMissing(revisionId))
            && (!selection.Failed || Known.State == WorkState.Failed);
        string? leftOut = ReasonToLeaveOut(rules) ?? (selection.DecideAnew && Known is not { State: WorkState.Done, ContentHash: not null } ? NotLookedAtCode : null);
        return isMeant ? new Choice(IsChosen: true, leftOut) : Choice.NotMeant;
    }

    private bool IsIn(string path) => Item.Path == path || Item.Path.StartsWith(path + ",", StringComparison.Ordinal);

    // What another tool brought in waits until somebody asks, and a night is nobody.
    private bool IsStaleOrMissing(string revisionId) =>
        Known.RevisionId != revisionId
        && Known is not ({ State: WorkState.Failed } or { State: WorkState.Skipped, ReasonCode: WorkItem.ImportedCode })
        && Owners.Any(field => field.Value is Owner.Nobody or Owner.AutoTag);

    private bool HasKeyword(string keyword) => Item.Fields.Any(
        field => field.Key.Field == Field.Keywords && field.Value.Holds(keyword));

    private string? ReasonToLeaveOut(IntakeRules rules) => Known switch
    {
        _ when !rules.Allow(Item.TypeAlias, Item.Path) => nameof(RefusalCode.Excluded),
        { State: WorkState.Ignored } => nameof(WorkState.Ignored),
        _ when Item.Fields.Count == 0 => Walk.NotSetUpCode,
        _ when Item.FileValue is null => nameof(RefusalCode.FileMissing),
        // A provider said that it cannot or will not look at this picture, and would say so again, perhaps for money.
        { State: WorkState.Skipped, ReasonCode: nameof(FailureKind.BadImage) or nameof(FailureKind.Refused) } => Known.ReasonCode,
        _ => null,
    };
}

/// <summary>Whether a run looks at an image.</summary>
/// <param name="IsChosen">True where the selection means it.</param>
/// <param name="LeftOutBecause">Why it is left out all the same: a stable word; null where it is looked at.</param>
public sealed record Choice(bool IsChosen, string? LeftOutBecause)
{
    /// <summary>The selection does not mean it.</summary>
    public static Choice NotMeant { get; } = new(IsChosen: false, null);

    /// <summary>True where the run looks at it.</summary>
    public bool IsWanted => IsChosen && LeftOutBecause is null;
}

/// <summary>What AutoTag knows of an image before a run.</summary>
/// <param name="State">Where its work is; null where there was never any.</param>
/// <param name="ReasonCode">Why it is there.</param>
/// <param name="ContentHash">The content that was last looked at, to be tagged.</param>
/// <param name="RevisionId">Under which revision.</param>
/// <param name="Writes">AutoTag's writes into it, newest first.</param>
public sealed record KnownImage(WorkState? State, string? ReasonCode, string? ContentHash, string? RevisionId, IReadOnlyList<FieldWrite> Writes)
{
    /// <summary>AutoTag has never heard of it.</summary>
    public static KnownImage Nothing { get; } = new(null, null, null, null, []);

    /// <summary>The content that was last looked at without being tagged; null where there was none.</summary>
    public string? SampledHash { get; init; }

    /// <summary>The same, where an answer about a sampled content counts as one about the image.</summary>
    public KnownImage WithSampled() => ContentHash is null ? this with { ContentHash = SampledHash } : this;
}
