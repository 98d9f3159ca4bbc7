using System.ComponentModel.DataAnnotations;
using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Api.Runs;

/// <summary>Which images a run looks at. Everything that is set must hold; where nothing is, that is the whole library.</summary>
/// <param name="Folder">Only what lies in this folder, at any depth.</param>
/// <param name="Keys">Only these images; all where missing or empty.</param>
/// <param name="MediaTypes">Only these media types, by alias; all that AutoTag handles where missing or empty.</param>
/// <param name="Missing">Only images that have a place for this field and nothing in it.</param>
/// <param name="Owner">Only images with a field of this owner; of the missing field where one is named. A human's fields are only suggested beside.</param>
/// <param name="OtherRevision">Only images that were last looked at under another revision than the present one.</param>
/// <param name="StaleOrMissing">Only images that were not looked at under the present revision and not given up, with a field that is empty or AutoTag's.</param>
/// <param name="Failed">Only images that were given up.</param>
/// <param name="UploadedSince">Only images that were uploaded at this moment or later.</param>
/// <param name="UploadedBefore">Only images that were uploaded before this moment.</param>
/// <param name="Keyword">Only images with this keyword, in whatever case.</param>
/// <param name="FileName">Only images whose file has a name of this form, in whatever case: <c>*</c> stands for any characters, <c>?</c> for one.</param>
/// <param name="DecideAnew">Asks nobody, and costs nothing: what is known of the images is decided anew under the rules of now. What people have decided stays.</param>
public sealed record SelectionModel(
    Guid? Folder = null,
    [MaxLength(RunSelection.MaxKeys)] IReadOnlyList<Guid>? Keys = null,
    [MaxLength(100)] IReadOnlyList<string>? MediaTypes = null,
    Field? Missing = null,
    Owner? Owner = null,
    bool OtherRevision = false,
    bool StaleOrMissing = false,
    bool Failed = false,
    DateTimeOffset? UploadedSince = null,
    DateTimeOffset? UploadedBefore = null,
    [StringLength(200)] string? Keyword = null,
    [StringLength(255)] string? FileName = null,
    bool DecideAnew = false) : IValidatableObject
{
    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Folder is not null && Keys is { Count: > 0 })
        {
            yield return new ValidationResult("Name a folder or single images, not both.", [nameof(Folder), nameof(Keys)]);
        }

        if (UploadedSince >= UploadedBefore)
        {
            yield return new ValidationResult("No image was uploaded after the end of the span and before its beginning.", [nameof(UploadedSince), nameof(UploadedBefore)]);
        }
    }
}

/// <summary>What a run may cost.</summary>
/// <param name="Usd">The most money, in US dollars; no cap of its own where missing. The site's budgets hold all the same.</param>
/// <param name="Credits">The most provider credits; not capped where missing.</param>
public sealed record RunBudgetModel([Range(0, 1_000_000)] decimal? Usd = null, [Range(0, 1_000_000_000)] decimal? Credits = null);

/// <summary>How fast a run may go, for all servers together. The limits of the connections hold all the same.</summary>
/// <param name="Concurrency">The most of its images at once; as many as the site can where missing.</param>
/// <param name="PerMinute">The most of its images that are begun in a minute; not limited where missing.</param>
public sealed record RunPaceModel([Range(1, AdvanceRun.MostQueued)] int? Concurrency = null, [Range(1, 100_000)] int? PerMinute = null);

/// <summary>A new run.</summary>
/// <param name="Selection">Which images.</param>
/// <param name="Budget">What it may cost.</param>
/// <param name="Note">For whoever reads the history.</param>
/// <param name="Batch">At which price; the ordinary one where missing, and where no connection has another.</param>
/// <param name="Pace">How fast it may go; not for a run at the batch price, where the vendor sets the pace.</param>
public sealed record NewRun(
    [Required] SelectionModel Selection,
    RunBudgetModel? Budget = null,
    [StringLength(400)] string? Note = null,
    BatchMode Batch = BatchMode.None,
    RunPaceModel? Pace = null);

/// <summary>The runs.</summary>
/// <param name="Items">Newest first.</param>
public sealed record RunList(IReadOnlyList<RunView> Items);

/// <summary>A run and how far it is.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">Where it is.</param>
/// <param name="StoppedBy">Why it is paused: <c>ByHand</c>, <c>OverBudget</c>, <c>PriceUnknown</c> or <c>BatchRefused</c>; null where it is not.</param>
/// <param name="StoppedBecause">The same in a sentence, where there is more to say.</param>
/// <param name="Note">What its maker wrote beside it.</param>
/// <param name="Selection">Which images.</param>
/// <param name="Budget">What it may cost.</param>
/// <param name="Foretold">What the estimate said when it was made.</param>
/// <param name="CreatedBy">Who made it; null where that user is gone.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="StartedAt">When it first began.</param>
/// <param name="EndedAt">When it was done or cancelled.</param>
/// <param name="Progress">How far it is, from the database.</param>
/// <param name="Cost">What its calls have cost.</param>
/// <param name="Undo">The undo; null where nobody asked for one.</param>
/// <param name="Batch">At which price its images are looked at.</param>
/// <param name="Batches">Its batches that are under way, oldest first.</param>
/// <param name="Pace">How fast it may go.</param>
public sealed record RunView(
    Guid Id,
    RunState State,
    string? StoppedBy,
    string? StoppedBecause,
    string? Note,
    SelectionModel Selection,
    RunBudgetModel Budget,
    ForetoldModel Foretold,
    Person? CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    RunProgress Progress,
    RunCost Cost,
    RunUndoView? Undo,
    BatchMode Batch,
    IReadOnlyList<RunBatchView> Batches,
    RunPaceModel Pace);

/// <summary>A batch that is under way.</summary>
/// <param name="Connection">Alias of the connection.</param>
/// <param name="State">Where it is.</param>
/// <param name="Images">How many images are in it; 0 before it was sent.</param>
/// <param name="SentAt">When it was sent; null before.</param>
/// <param name="LookedAt">When the vendor was last asked; null before.</param>
public sealed record RunBatchView(string Connection, BatchState State, int Images, DateTimeOffset? SentAt, DateTimeOffset? LookedAt);

/// <summary>What an estimate said.</summary>
/// <param name="Images">How many images.</param>
/// <param name="Calls">How many calls.</param>
/// <param name="Cost">What it was likely to cost; null where that was unknown.</param>
public sealed record ForetoldModel(long Images, long Calls, Money? Cost);

/// <summary>How far a run is.</summary>
/// <param name="IsListed">True once the whole selection is known; until then more images may come.</param>
/// <param name="Images">How many images it has on its list.</param>
/// <param name="ToCome">Of those, how many have not ended.</param>
/// <param name="Done">Looked at, the cached ones included.</param>
/// <param name="Cached">Of those, images whose answer was known: they cost nothing.</param>
/// <param name="ForReview">Of those, images that left something for an editor to decide.</param>
/// <param name="Skipped">Left out or cannot be tagged, by reason.</param>
/// <param name="Failed">Given up, by reason.</param>
/// <param name="Waiting">Waiting for something at this moment, by reason.</param>
/// <param name="PerSecond">Images per second over the last minute; null where it is not moving.</param>
/// <param name="SecondsLeft">How long it will take at that speed; null where it is not moving.</param>
/// <param name="SecondsLeftAtMost">How long at the lower end of what that speed may really be.</param>
public sealed record RunProgress(
    bool IsListed,
    long Images,
    long ToCome,
    long Done,
    long Cached,
    long ForReview,
    IReadOnlyList<ReasonCount> Skipped,
    IReadOnlyList<ReasonCount> Failed,
    IReadOnlyList<ReasonCount> Waiting,
    double? PerSecond,
    double? SecondsLeft,
    double? SecondsLeftAtMost);

/// <summary>Images that share a reason.</summary>
/// <param name="ReasonCode">A stable word.</param>
/// <param name="Count">How many.</param>
public sealed record ReasonCount(string ReasonCode, long Count);

/// <summary>What the calls of a run have cost.</summary>
/// <param name="MicroUsd">Sum of the known costs, in millionths of a US dollar.</param>
/// <param name="Calls">Calls made.</param>
/// <param name="CallsOfUnknownCost">Paid calls whose cost nobody knows: the sum is too low by these.</param>
/// <param name="Credits">Provider credits taken.</param>
public sealed record RunCost(long MicroUsd, long Calls, long CallsOfUnknownCost, decimal Credits);

/// <summary>An undo.</summary>
/// <param name="By">Who asked for it.</param>
/// <param name="At">When.</param>
/// <param name="EndedAt">When it was through; null while it is under way.</param>
/// <param name="Images">How many images have fields that went back.</param>
/// <param name="Fields">How many fields went back.</param>
public sealed record RunUndoView(Person? By, DateTimeOffset At, DateTimeOffset? EndedAt, long Images, long Fields);

/// <summary>What an undo would do.</summary>
/// <param name="Written">How many images the run wrote into.</param>
/// <param name="Images">Of those, how many have a field that still holds what the run wrote; at most so many where <paramref name="Fields"/> is null.</param>
/// <param name="Fields">How many fields would go back; null where there are too many images to look at each beforehand.</param>
public sealed record RunUndoPreview(long Written, long Images, long? Fields);
