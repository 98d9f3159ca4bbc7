using System.Text;

namespace Umbraco.AutoTag.Core.Exchanges;

/// <summary>
/// What was asked and answered through a client of the site's own, which no <see cref="ExchangeObserver"/> stands in. The provider that spoke through it says
/// so; where nobody listens, nothing is kept.
/// </summary>
public static class SpokenWords
{
    /// <summary>Stands for the picture in what was asked.</summary>
    public const string Picture = "[picture]";

    // Longer than any answer AutoTag asks for.
    private const int MostCharacters = 64 * 1024;

    // What is cut off in the middle could be the beginning of a secret.
    private const int Doubtful = 512;

    /// <summary>Says what was asked and what came back, in the flow of calls that asked.</summary>
    /// <param name="asked">Makes the question as text, with <see cref="Picture"/> in the picture's place; called only where it is wanted.</param>
    /// <param name="answered">The answer as text.</param>
    public static void Note(Func<string> asked, string answered)
    {
        if (ExchangeRecording.Current is not { } recording)
        {
            return;
        }

        Redaction redaction = recording.Redaction;
        bool isCut = answered.Length > MostCharacters;
        string sure = isCut ? answered[..(MostCharacters - Math.Max(Doubtful, redaction.LongestSecret))] : answered;
        recording.Note(new Wording(
            recording.HearsQuestions ? redaction.Of(asked()) : null,
            redaction.OfBody(Encoding.UTF8.GetBytes(sure)),
            isCut));
    }
}
