using System.ComponentModel.DataAnnotations;
using Umbraco.AutoTag.Api.Runs;

namespace Umbraco.AutoTag.Api.Selections;

/// <summary>Media items that an editor has marked.</summary>
/// <param name="Keys">1 to 500. What is no image, or may not be seen, is left out without a word.</param>
public sealed record MarkedMedia([MinLength(1), MaxLength(MarkedMedia.Most)] IReadOnlyList<Guid> Keys)
{
    internal const int Most = 500;
}

/// <summary>What tagging the marked images would do and cost.</summary>
/// <param name="Images">Images among what is marked that the editor sees.</param>
/// <param name="Ignored">Of those, images that somebody said never to send.</param>
/// <param name="Estimate">What tagging them would do and cost.</param>
public sealed record SelectionEstimate(long Images, long Ignored, EstimateView Estimate);

/// <summary>What became of the marked images.</summary>
/// <param name="Count">How many images it was done to.</param>
public sealed record SelectionResult(int Count);
