using System.ComponentModel.DataAnnotations;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Api.Runs;

/// <summary>Asks for images by which a run can be tried out.</summary>
/// <param name="Selection">What the run would look at.</param>
/// <param name="Take">How many images.</param>
public sealed record NewSample([Required] SelectionModel Selection, [Range(1, ChooseSample.Most)] int Take);

/// <summary>Images by which a run can be tried out.</summary>
/// <param name="Images">Evenly from all over what the run would look at; fewer than asked for where there are fewer.</param>
/// <param name="Estimate">What looking at them costs; null where there are none.</param>
public sealed record SampleView(IReadOnlyList<SampleImageView> Images, EstimateView? Estimate);

/// <summary>An image of a sample.</summary>
/// <param name="MediaKey">The image.</param>
/// <param name="Name">Its name in the tree.</param>
public sealed record SampleImageView(Guid MediaKey, string Name);

/// <summary>What a run would make of an image. Nothing was written.</summary>
/// <param name="MediaKey">The image.</param>
/// <param name="Name">Its name in the tree.</param>
/// <param name="Fields">Its fields, before and after.</param>
/// <param name="Cost">What looking at it has just cost; zero where everything was known.</param>
/// <param name="ReasonCode">Why there is nothing to show, or a part is missing: a stable word; null where all is well.</param>
/// <param name="Reason">The same for people, in English.</param>
public sealed record SampledView(Guid MediaKey, string Name, IReadOnlyList<SampledField> Fields, RunCost Cost, string? ReasonCode, string? Reason);

/// <summary>A field before and after.</summary>
/// <param name="Field">Which field.</param>
/// <param name="Language">Its language, two letters.</param>
/// <param name="Before">What it holds: the text as one entry, or the keywords.</param>
/// <param name="After">What it would hold.</param>
/// <param name="Waiting">What would wait for an editor.</param>
public sealed record SampledField(Field Field, string Language, IReadOnlyList<string> Before, IReadOnlyList<string> After, IReadOnlyList<SampledSuggestion> Waiting);

/// <summary>What would wait for an editor.</summary>
/// <param name="Value">The proposed text or keyword.</param>
/// <param name="Confidence">0 to 1; null where its source gave none.</param>
/// <param name="Because">Why it would wait.</param>
public sealed record SampledSuggestion(string Value, double? Confidence, PendingReason? Because);
