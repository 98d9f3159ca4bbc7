using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Calls;

namespace Umbraco.AutoTag.Core.Exchanges;

/// <summary>
/// Keeps the words of what is asked and answered, so that an admin can see why a value is what it is. Never in anybody's way: what cannot be kept is
/// logged, and the answer counts all the same.
/// </summary>
/// <remarks>
/// To write a question down the picture in it has to be found and left out, which takes several times its memory. So that is done once for each question, which
/// is the same for every image; of all other calls only the answer is written down.
/// </remarks>
internal sealed partial class WordByWord(IWordingStore store, TimeProvider clock, ILogger log)
{
    private readonly ConcurrentDictionary<(string StepPart, string Language), bool> _knownQuestions = new();

    /// <summary>Begins to listen, in this flow of calls; to be disposed.</summary>
    public ExchangeRecording Listen(AnalysisKey key, VisionCall call) => _knownQuestions.ContainsKey((key.StepPart, key.Language))
        ? ExchangeRecording.BeginAnswers(call.Connection, clock)
        : ExchangeRecording.Begin(call.Connection, call.Request.Image, clock);

    /// <summary>Keeps what was heard.</summary>
    public async Task KeepAsync(AnalysisKey key, Guid? callId, ExchangeRecording heard)
    {
        try
        {
            if (callId is { } id && (WordingOf(heard.Exchanges) ?? Shortened(heard.Spoken)) is { } wording)
            {
                await store.KeepAsync(id, key, wording, CancellationToken.None);
            }

            // Also where nothing was heard: the next picture need not be looked for.
            _knownQuestions.TryAdd((key.StepPart, key.Language), true);
        }
        catch (Exception e)
        {
            log.LogWarning(e, "The words of the call {CallId} could not be kept; what they came to is.", callId);
        }
    }

    /// <summary>
    /// The first question, because a repair says more than it, and the last answer, because it is the one that counted. Nothing where there were so many
    /// exchanges that the last one was not written down.
    /// </summary>
    internal static Wording? WordingOf(IReadOnlyList<Exchange> exchanges)
    {
        if (exchanges.Count >= ExchangeRecording.MostExchanges || exchanges.LastOrDefault(exchange => exchange is { Response: not null, IsBeside: false })?.Response is not { } answer)
        {
            return null;
        }

        string? asked = exchanges.Select(exchange => exchange.Request.Body).FirstOrDefault(body => body is not null);
        return Shortened(new Wording(asked is null ? null : PictureOfAnySize().Replace(asked, SpokenWords.Picture), answer.Body, answer.IsCut));
    }

    private static Wording? Shortened(Wording? said) => said is null
        ? null
        : new Wording(said.Asked is { } asked ? Capped(asked) : null, Capped(said.Answered), said.IsCut || said.Answered.Length > Wording.MostCharacters);

    private static string Capped(string text)
    {
        int end = Math.Min(text.Length, Wording.MostCharacters);
        return text[..(end < text.Length && char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)];
    }

    // As Redaction marks it; the size is of one image, the question is for all.
    [GeneratedRegex(@"\[image/[a-z0-9.+-]+, [0-9,]+ bytes\]")]
    private static partial Regex PictureOfAnySize();
}
