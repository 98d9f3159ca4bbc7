using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Hosting;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Trials;
using Umbraco.AutoTag.Core.Values;
using Umbraco.Cms.Core.Models.Membership;

namespace Umbraco.AutoTag.Api.Runs;

/// <summary>Tries a run out on a few images, for admins: what it would write, and what would wait. Nothing is written.</summary>
[Route(Base + "/runs/sample")]
[Authorize(Policy = SectionAccessSettings)]
internal sealed class SampleController(
    ChooseSample choose,
    EstimateRun estimates,
    SampleImage sample,
    IMediaLibrary library,
    ILedgerStore ledger,
    EditorAccess access,
    IHostApplicationLifetime host) : AutoTagController
{
    // More calls than one image gets at once, however many steps and fallbacks a profile has.
    private const int LastCalls = 50;

    /// <summary>Chooses the images, and says what looking at them costs. Calls nobody.</summary>
    [HttpPost(Name = "ChooseSample")]
    [ProducesResponseType<SampleView>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
    public async Task<ActionResult> Choose(NewSample request, CancellationToken cancellationToken)
    {
        if (!access.TryGetEditor(User, out IUser? editor))
        {
            return Unauthorized();
        }

        RunSelection selection = RunSelections.Of(request.Selection, access.ScopeOf(editor));
        IReadOnlyList<MediaItem> chosen = await choose.OfAsync(selection, request.Take, cancellationToken);
        // Nothing named means everything: of no image there is nothing to foretell.
        RunEstimate? estimate = chosen.Count == 0
            ? null
            : await estimates.OfAsync(selection with { Folder = null, Keys = [.. chosen.Select(item => item.Key)] }, cancellationToken);
        return Ok(new SampleView([.. chosen.Select(item => new SampleImageView(item.Key, item.Name))], estimate is null ? null : RunReport.Of(estimate)));
    }

    /// <summary>
    /// Looks at one image as a run would. What the sources say is kept, so that neither a second look nor the run pays for it again; what they cost
    /// is spent even where nobody waits for the answer any more.
    /// </summary>
    [HttpPost("{key:guid}", Name = "LookAtSample")]
    [ServiceFilter<ReadySiteFilter>]
    [ProducesResponseType<SampledView>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status404NotFound)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    public async Task<ActionResult> Look(Guid key, CancellationToken cancellationToken)
    {
        if (!access.TryGetEditor(User, out IUser? editor))
        {
            return Unauthorized();
        }

        if (!await access.MaySeeAsync(editor, key) || await library.FindAsync(key, cancellationToken) is not { Fields.Count: > 0 } item)
        {
            return NoSuchMedia();
        }

        HashSet<Guid> before = [.. (await ledger.ForMediaAsync(key, LastCalls, cancellationToken)).Select(call => call.CallId)];
        // Not the request's own: an answer that is paid for and then thrown away would be paid for twice.
        Sampled sampled = await sample.LookAsync(item, editor.Key, host.ApplicationStopping);
        IReadOnlyList<LedgerEntry> calls = [.. (await ledger.ForMediaAsync(key, LastCalls, CancellationToken.None)).Where(call => !before.Contains(call.CallId))];
        return Ok(ViewOf(sampled, calls));
    }

    private static SampledView ViewOf(Sampled sampled, IReadOnlyList<LedgerEntry> calls) => new(
        sampled.Item.Key,
        sampled.Item.Name,
        sampled.Decision is { } decision ? [.. sampled.Item.Fields.Select(field => FieldOf(field.Key, field.Value, decision))] : [],
        CostOf(calls),
        sampled.Refusal?.Code.ToString() ?? sampled.Failure?.ReasonCode,
        sampled.Refusal?.Message ?? sampled.Failure?.Message);

    /// <summary>What calls cost together.</summary>
    internal static RunCost CostOf(IReadOnlyList<LedgerEntry> calls) => new(
        calls.Sum(call => call.Cost?.Amount ?? 0),
        calls.Count,
        calls.Count(call => call.Charged != Charged.No && call.Cost is null),
        calls.Sum(call => call.CreditsTaken ?? 0));

    private static SampledField FieldOf(FieldKey key, FieldValue before, Decision decision) => new(
        key.Field,
        key.Language,
        before.Parts,
        decision.Writes.GetValueOrDefault(key, before).Parts,
        [
            .. decision.Added.Concat(decision.Changed)
                .Where(suggestion => suggestion.Field == key && suggestion.State == SuggestionState.Pending)
                .Select(suggestion => new SampledSuggestion(suggestion.Value, suggestion.Confidence.Value, suggestion.PendingReason)),
        ]);
}
