using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;

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
    // Stands for the picture while a question is written that goes out in a batch: any bytes that can be told from the words do.
    private static readonly byte[] s_inThePicturesPlace = [.. "AutoTag: the picture of an image goes here"u8];

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
            if (callId is { } id && (WordingOf(heard.Exchanges) ?? (heard.Spoken is { } spoken ? Shortened(spoken) : null)) is { } wording)
            {
                await store.KeepAsync(id, key, wording, CancellationToken.None);
            }

            // Also where nothing was heard: the next picture need not be looked for.
            _knownQuestions.TryAdd((key.StepPart, key.Language), true);
        }
        catch (Exception e)
        {
            LogNotKept(callId, e);
        }
    }

    /// <summary>
    /// Keeps the question of a call that goes out in a batch, as it would go out alone, where it is not kept yet. Now and not with the answer: by then the
    /// profile may ask another one. It is written once more for that, without the picture.
    /// </summary>
    /// <param name="key">The question.</param>
    /// <param name="connection">Whose secrets are left out.</param>
    /// <param name="request">The same as it goes out.</param>
    /// <param name="write">Writes a request for the batch, and says so (<see cref="WithinABatch"/>); its result is of no use here.</param>
    public async Task KeepQuestionAsync(AnalysisKey key, Connection connection, VisionRequest request, Func<VisionRequest, Task> write)
    {
        if (_knownQuestions.ContainsKey((key.StepPart, key.Language)))
        {
            return;
        }

        try
        {
            PreparedImage standIn = request.Image! with { Bytes = s_inThePicturesPlace };
            using ExchangeRecording heard = ExchangeRecording.Begin(connection, standIn, clock);
            await write(request with { Image = standIn });
            if (AskedIn(heard.Exchanges) is { } asked)
            {
                await store.KeepQuestionAsync(key, Capped(asked), CancellationToken.None);
            }

            _knownQuestions.TryAdd((key.StepPart, key.Language), true);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning(e, "The words of a question to {Connection} could not be kept; it is asked all the same.", connection.Alias);
        }
    }

    /// <summary>Keeps what a list of answers says to one call, as the answer to that call alone would be kept.</summary>
    public async Task KeepAsync(AnalysisKey key, Guid callId, Connection connection, ListedAnswer listed)
    {
        try
        {
            (string answered, bool isCut) = WrittenDown.Listed(listed, new Redaction(connection.Options, picture: null));
            await store.KeepAsync(callId, key, Shortened(new Wording(Asked: null, answered, isCut)), CancellationToken.None);
        }
        catch (Exception e)
        {
            LogNotKept(callId, e);
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

        return Shortened(new Wording(AskedIn(exchanges), answer.Body, answer.IsCut));
    }

    private void LogNotKept(Guid? callId, Exception e) => log.LogWarning(e, "The words of the call {CallId} could not be kept; what they came to is.", callId);

    private static string? AskedIn(IReadOnlyList<Exchange> exchanges) =>
        exchanges.Select(exchange => exchange.Request.Body).FirstOrDefault(body => body is not null) is { } asked ? PictureOfAnySize().Replace(asked, SpokenWords.Picture) : null;

    private static Wording Shortened(Wording said) =>
        new(said.Asked is { } asked ? Capped(asked) : null, Capped(said.Answered), said.IsCut || said.Answered.Length > Wording.MostCharacters);

    private static string Capped(string text)
    {
        int end = Math.Min(text.Length, Wording.MostCharacters);
        return text[..(end < text.Length && char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)];
    }

    // As Redaction marks it; the size is of one image, the question is for all.
    [GeneratedRegex(@"\[image/[a-z0-9.+-]+, [0-9,]+ bytes\]")]
    private static partial Regex PictureOfAnySize();
}
