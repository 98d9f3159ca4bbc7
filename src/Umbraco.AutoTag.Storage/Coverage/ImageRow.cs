using Umbraco.AutoTag.Core.Coverage;

namespace Umbraco.AutoTag.Storage.Coverage;

/// <summary>A row of <c>autoTagImage</c> as it lies there.</summary>
internal sealed record ImageRow
{
    public const string Columns = "mediaKey, path, name, typeAlias, language, altText, state, savedAt";

    public const string Values = "@MediaKey, @Path, @Name, @TypeAlias, @Language, @AltText, @State, @SavedAt";

    public const string Update =
        """
        UPDATE autoTagImage SET
            path = @Path, name = @Name, typeAlias = @TypeAlias, language = @Language, altText = @AltText, state = @State, savedAt = @SavedAt
        WHERE mediaKey = @MediaKey
        """;

    // AutoTag writes 250 characters at most: what is longer is a person's, whatever comes behind.
    private const int LongestKept = 1_000;

    public required string MediaKey { get; init; }

    public required string Path { get; init; }

    public required string Name { get; init; }

    public required string TypeAlias { get; init; }

    public required string Language { get; init; }

    public required string AltText { get; init; }

    public int State { get; init; }

    public long SavedAt { get; init; }

    /// <summary>The path of the folder that the image lies in.</summary>
    public string Folder => Path[..Math.Max(0, Path.LastIndexOf(','))];

    /// <summary>An image as it was seen, its state still to be computed where AutoTag covers it.</summary>
    public static ImageRow Of(LibraryImage image, string language) => new()
    {
        MediaKey = Stored.Of(image.Key),
        Path = image.Path,
        Name = Stored.Text(image.Name),
        TypeAlias = image.TypeAlias,
        Language = language,
        AltText = Stored.Word(image.AltText?.Text, LongestKept) ?? string.Empty,
        State = image.AltText is null ? (int)AltTextState.NotCovered : (int)AltTextState.Missing,
        SavedAt = Stored.Of(image.SavedAt),
    };
}
