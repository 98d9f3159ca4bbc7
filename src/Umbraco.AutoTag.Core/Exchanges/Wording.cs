namespace Umbraco.AutoTag.Core.Exchanges;

/// <summary>What a source was asked and what it answered, word by word, as an admin may see it: without secrets, without the picture.</summary>
/// <param name="Asked">What was sent, as text; null where it was not kept. The picture's place is marked.</param>
/// <param name="Answered">What came back, as text; at most <see cref="MostCharacters"/>.</param>
/// <param name="IsCut">True where more came than is kept.</param>
public sealed record Wording(string? Asked, string Answered, bool IsCut)
{
    /// <summary>So much is kept of either.</summary>
    public const int MostCharacters = 16 * 1024;
}
