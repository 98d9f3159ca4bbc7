using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Api.Review;

/// <summary>The end of a page as one word, for the client to send back unread.</summary>
internal static class ReviewCursor
{
    private const char Between = '\n';

    public static string Of(ReviewImageKey key) => Word($"{key.NewestAt.UtcTicks}", $"{key.MediaKey}");

    public static string Of(ReviewValuePlace place) =>
        Word($"{place.Count}", $"{(int)place.Field.Field}", place.Field.Language, place.ValueKey);

    /// <summary>False where the word is none of ours.</summary>
    public static bool TryRead(string word, out ReviewImageKey? key)
    {
        key = Parts(word) is [var ticks, var media]
            && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out long at) && at <= DateTimeOffset.MaxValue.Ticks
            && Guid.TryParseExact(media, "D", out Guid mediaKey)
            ? new ReviewImageKey(new DateTimeOffset(at, TimeSpan.Zero), mediaKey)
            : null;
        return key is not null;
    }

    /// <summary>False where the word is none of ours.</summary>
    public static bool TryRead(string word, out ReviewValuePlace? place)
    {
        place = Parts(word) is [var count, var field, var language, var valueKey]
            && long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out long total)
            && int.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? new ReviewValuePlace(total, new FieldKey((Field)number, language), valueKey)
            : null;
        return place is not null;
    }

    private static string Word(params string[] parts) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join(Between, parts)));

    private static string[] Parts(string word) =>
        Base64Url.IsValid(word) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(word)).Split(Between) : [];
}
