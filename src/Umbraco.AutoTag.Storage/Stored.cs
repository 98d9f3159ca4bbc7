using System.Diagnostics.CodeAnalysis;

namespace Umbraco.AutoTag.Storage;

/// <summary>How values lie in the tables, the same on every database: ids as 36 lower-case characters, times as UTC ticks, truth as 0 and 1.</summary>
internal static class Stored
{
    /// <summary>Lists go into statements in pieces of this size; every database takes this many parameters.</summary>
    public const int MaxList = 500;

    public static string Of(Guid id) => id.ToString("D");

    public static string? Of(Guid? id) => id?.ToString("D");

    public static string[] Of(IEnumerable<Guid> ids) => [.. ids.Select(Of)];

    public static long Of(DateTimeOffset time) => time.UtcTicks;

    public static long? Of(DateTimeOffset? time) => time?.UtcTicks;

    public static int Of(bool fact) => fact ? 1 : 0;

    /// <summary>
    /// A word from outside, cut to what its column holds: what a provider calls its model or its answer must never cost the row of a paid call.
    /// </summary>
    public static string? Word(string? fromOutside, int length) => fromOutside is { } word && word.Length > length
        ? Text(char.IsHighSurrogate(word[length - 1]) ? word[..(length - 1)] : word[..length])
        : Text(fromOutside);

    /// <summary>A text from outside, without the one character that PostgreSQL does not store.</summary>
    [return: NotNullIfNotNull(nameof(fromOutside))]
    public static string? Text(string? fromOutside) => fromOutside?.Replace("\0", "", StringComparison.Ordinal);

    public static Guid Id(string text) => Guid.ParseExact(text, "D");

    public static Guid? OptionalId(string? text) => text is null ? null : Id(text);

    public static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);

    public static DateTimeOffset? OptionalTime(long? ticks) => ticks is { } known ? Time(known) : null;
}
