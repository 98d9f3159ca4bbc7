using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.Cms.Core.Models;
using Umbraco.Cms.Core.Services;

namespace Umbraco.AutoTag.Api.Review;

/// <summary>Puts together the pages of the review queue.</summary>
internal sealed class ReviewLists(IReviewStore reviews, IMediaLibrary library, IMediaService media)
{
    // No id path is like this.
    private const string NoSuchFolder = "-";

    /// <summary>The filter of a query, within the part of the library the editor sees.</summary>
    public async Task<ReviewFilter> FilterOfAsync(ReviewQuery query, PathScope scope, CancellationToken cancellationToken) => new(scope, query.Queue)
    {
        Field = query.Field,
        Language = query.Language,
        ValueKey = query.Value,
        Connection = query.Connection,
        Band = query.Band,
        Age = query.Age,
        Images = query.Images is { } images ? ImageKeysAttribute.Read(images) : null,
        Run = query.Run,
        Folder = query.Folder is { } key ? (await library.PlacesAsync([key], cancellationToken)).GetValueOrDefault(key, NoSuchFolder) : null,
    };

    public async Task<ReviewImageList> ImagesAsync(ReviewFilter filter, ReviewImageKey? after, int take, CancellationToken cancellationToken)
    {
        IReadOnlyList<ReviewImage> images = await reviews.ImagesAsync(filter, after, take, cancellationToken);
        Dictionary<Guid, string> names = images.Count == 0
            ? []
            : media.GetByIds(images.Select(image => image.Key.MediaKey)).ToDictionary(item => item.Key, item => item.Name ?? string.Empty);
        return new ReviewImageList(
            [
                .. images
                    .Where(image => image.Suggestions.Count > 0 && names.ContainsKey(image.Key.MediaKey))
                    .Select(image => new ReviewImageView(image.Key.MediaKey, names[image.Key.MediaKey], [.. image.Suggestions.Select(View)])),
            ],
            images.Count < take ? null : ReviewCursor.Of(images[^1].Key));
    }

    public async Task<ReviewValueList> ValuesAsync(ReviewFilter filter, ReviewValuePlace? after, int take, CancellationToken cancellationToken)
    {
        ReviewValues values = await reviews.ValuesAsync(filter, after, take, cancellationToken);
        return new ReviewValueList([.. values.Items.Select(View)], values.Items.Count < take ? null : ReviewCursor.Of(values.Items[^1].Place), values.IsWhole);
    }

    public async Task<ReviewGroup> GroupAsync(ReviewFilter filter, int take, CancellationToken cancellationToken)
    {
        IReadOnlyList<Suggestion> suggestions = await reviews.SuggestionsAsync(filter, take + 1, cancellationToken);
        return new ReviewGroup(
            [.. suggestions.Take(take).Select(suggestion => new ReviewGroupMember(suggestion.Id, suggestion.Version, suggestion.Field.Field, suggestion.Value))],
            suggestions.Count <= take);
    }

    public static ReviewValueView View(ReviewValue value) =>
        new(value.Place.ValueKey, value.Value, value.Place.Field.Field, value.Place.Field.Language, value.Place.Count, value.Samples);

    private static ReviewSuggestion View(Suggestion suggestion) => new(
        suggestion.Id,
        suggestion.Field.Field,
        suggestion.Field.Language,
        suggestion.Value,
        suggestion.Version,
        suggestion.Confidence.Value,
        suggestion.ConfidenceSource,
        suggestion.State == SuggestionState.Pending ? suggestion.PendingReason ?? PendingReason.BelowThreshold : null);
}
