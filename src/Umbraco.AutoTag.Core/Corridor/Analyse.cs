using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Exchanges;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Telemetry;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>
/// Room 4. Asks each step that is needed what it sees, unless the answer is known already: the same content, asked the same way, is never
/// paid for twice, not even where two items with the same picture come at once. Where a step's own connection fails, its fallbacks are asked.
/// </summary>
public sealed class Analyse
{
    // Waiting for a place and a permit, settling and keeping, with a slow database.
    private static readonly TimeSpan s_aroundTheCalls = TimeSpan.FromMinutes(5);

    private readonly IConnections _connections;
    private readonly IAnalysisStore _analyses;
    private readonly Prices _prices;
    private readonly TimeProvider _clock;
    private readonly StepAnswers _answers;
    private readonly AskConnection _ask;

    /// <summary>The room.</summary>
    public Analyse(
        IConnections connections,
        IAnalysisStore analyses,
        ILookStore looks,
        IWordingStore wordings,
        IVisionCaller caller,
        BatchedCalls batched,
        Prices prices,
        HeldConnections held,
        TimeProvider clock,
        ILogger<Analyse> log)
    {
        (_connections, _analyses, _prices, _clock) = (connections, analyses, prices, clock);
        _answers = new StepAnswers(analyses, connections);
        _ask = new AskConnection(analyses, looks, caller, batched, held, new WordByWord(wordings, clock, log), clock, log);
    }

    /// <summary>Looks through every step of the profile.</summary>
    /// <param name="inquiry">About which image, and how.</param>
    /// <param name="cancellationToken">Stops the call under way.</param>
    public async Task<Looked> LookAsync(Inquiry inquiry, CancellationToken cancellationToken)
    {
        using Activity? room = Rooms.Enter("analyse");
        var looked = new Looked();
        for (int place = 0; place < inquiry.Profile.Steps.Count; place++)
        {
            // Where the step that decides has no answer, its failure decides about the item, and this step comes when that one has its say.
            StepNeed need = StepNeeds.Of(inquiry.Profile, place, looked.AnswerOf);
            looked.Add(need);
            if (need == StepNeed.Needed)
            {
                await StepAsync(inquiry, place, looked, cancellationToken);
            }
        }

        return looked;
    }

    private async Task StepAsync(Inquiry inquiry, int place, Looked looked, CancellationToken cancellationToken)
    {
        Step step = inquiry.Profile.Steps[place];
        if (_connections.Find(step.Connection) is not { } own)
        {
            looked.Add(NotConfigured(step, inquiry.Profile));
            return;
        }

        var question = new Question(step, own, inquiry.KeyOf(step, RevisionOf.StepPart(step, inquiry.Profile, own)), LongestLook([own, .. StandInsOf(step)]))
        {
            MayWaitForBatch = step.MayWaitForBatch,
        };
        Task<StepAnswer?> Known(CancellationToken token) => KnownAsync(inquiry, step, token);
        StepAnswer? answered = await Known(cancellationToken);
        if (answered is null && inquiry.Run is { AsksNobody: true } && own.Provider.Declaration.SendsPicture)
        {
            looked.AddKept(place, await LastAsync(inquiry, step, [own, .. StandInsOf(step)], cancellationToken));
            return;
        }

        Told told = answered is not null
            ? new Told(answered)
            : await _ask.AskAsync(inquiry, question, Known, (failure, token) => InsteadAsync(inquiry, question, failure, looked, token), cancellationToken);
        Add(told, place, looked);
        if (told.Answer is { } answer && !SaysAll(answer, step))
        {
            looked.AddUnsaid();
        }
    }

    // A classifier that stands in for a language model says nothing of the texts, and perhaps nothing in other languages: what was said of them before stays.
    private static bool SaysAll(StepAnswer answer, Step step) => answer.Analysis.StandsInFor is null || step.Fallbacks.Any(fallback =>
        fallback.Step.Connection.Equals(answer.Connection.Alias, StringComparison.OrdinalIgnoreCase)
        && (fallback.Step.Tasks & step.Tasks) == step.Tasks
        && step.AlsoIn.All(fallback.Step.AlsoIn.Contains));

    // A run that asks nobody takes what was said to an older question, too.
    private async Task<StepAnswer?> LastAsync(Inquiry inquiry, Step step, IEnumerable<Connection> asked, CancellationToken cancellationToken)
    {
        foreach (Connection connection in asked)
        {
            if (await _analyses.LastAsync(inquiry.Media.Hash, connection.Alias, step.LanguageIn(inquiry.Profile), cancellationToken) is { } kept)
            {
                return new StepAnswer(kept, connection);
            }
        }

        return null;
    }

    private static void Add(Told told, int place, Looked looked)
    {
        if (told is { Answer: { } answer })
        {
            looked.Add(place, answer.Analysis, answer.Connection);
        }
        else if (told is { None: { } none })
        {
            looked.Add(none);
        }
        else
        {
            looked.Add(told.Failure!);
        }
    }

    private async Task<StepAnswer?> KnownAsync(Inquiry inquiry, Step step, CancellationToken cancellationToken) =>
        await _answers.FindAsync(step, inquiry.Profile, inquiry.Media.Hash, cancellationToken) is { } known && !inquiry.IsTooOld(known.Analysis, known.Connection)
            ? known
            : null;

    /// <summary>
    /// Asks the fallbacks, in order. Each is asked for the failure before it: one that is only too fast, or over budget, is waited for. Where none answers,
    /// the step's own failure is returned, and the others are noted beside it.
    /// </summary>
    private async Task<Told> InsteadAsync(Inquiry inquiry, Question question, Failure failure, Looked looked, CancellationToken cancellationToken)
    {
        List<Failure> failures = [failure];
        List<string> leftOut = [];
        foreach (Fallback fallback in question.Step.Fallbacks.Where(fallback => fallback.StandsInFor(failures[^1].Kind)))
        {
            if (_connections.Find(fallback.Step.Connection) is not { } standIn || inquiry.InVain.IsEnough)
            {
                continue;
            }

            if (DearerFallback.Of(inquiry.Profile, question.Step, question.Connection, fallback, standIn, _prices, PaidShare(inquiry, question)) is { } dearer)
            {
                leftOut.Add(dearer.Sentence);
                continue;
            }

            Told told = await StandInAsync(inquiry, fallback, standIn, cancellationToken);
            if (told.Answer is { } answer)
            {
                failures.ForEach(looked.AddMadeUpFor);
                return new Told(await KeepAsync(inquiry, question, fallback, answer, failure.Kind));
            }

            if ((told.Failure ?? told.None?.Failure) is { } next)
            {
                failures.Add(next);
            }
        }

        failures.Skip(1).ToList().ForEach(looked.Add);
        return Told.Failed(failure with { Message = string.Join(' ', [failure.Message, .. leftOut]) });
    }

    // A run that pays nothing but the batch price pays no more for a fallback either, unless that may be dearer.
    private static decimal PaidShare(Inquiry inquiry, Question question) =>
        question.MayWaitForBatch && inquiry.Run is { Batch: BatchMode.Batch } ? question.Connection.Batches?.Batches.PriceShare ?? 1 : 1;

    // Whoever asks for it, the same question to the same connection has one answer: it is kept as that connection's own, too.
    private async Task<Told> StandInAsync(Inquiry inquiry, Fallback fallback, Connection standIn, CancellationToken cancellationToken)
    {
        var question = new Question(
            fallback.Step, standIn, inquiry.KeyOf(fallback.Step, RevisionOf.StepPart(fallback.Step, inquiry.Profile, standIn)), LongestLook([standIn]));
        async Task<StepAnswer?> Known(CancellationToken token) =>
            await _analyses.FindAsync(question.Key, token) is { } known && !inquiry.IsTooOld(known, standIn) ? new StepAnswer(known, standIn) : null;
        return await Known(cancellationToken) is { } known
            ? new Told(known)
            : await _ask.AskAsync(inquiry, question, Known, (failure, _) => Task.FromResult(Told.Failed(failure)), cancellationToken);
    }

    private async Task<StepAnswer> KeepAsync(Inquiry inquiry, Question question, Fallback fallback, StepAnswer answer, FailureKind because)
    {
        Analysis kept = await _analyses.KeepAsync(
            answer.Analysis with
            {
                Id = Guid.CreateVersion7(_clock.GetUtcNow()),
                Key = inquiry.KeyOf(question.Step, RevisionOf.StandInPart(question.Step, inquiry.Profile, question.Connection, fallback, answer.Connection)),
                StandsInFor = new StandIn(question.Connection.Alias, because),
            },
            replace: inquiry.AskAgainSince is not null,
            CancellationToken.None);
        return answer with { Analysis = kept };
    }

    private IEnumerable<Connection> StandInsOf(Step step) => step.Fallbacks.Select(fallback => _connections.Find(fallback.Step.Connection)).OfType<Connection>();

    // A call waits for its place no longer than its reservation lives, and is repeated only where it failed fast; an answer in words may be repaired.
    private static TimeSpan LongestLook(IEnumerable<Connection> asked) => asked.Aggregate(
        TimeSpan.Zero,
        (sum, connection) => sum + (connection.Options.Timeout * 2 + s_aroundTheCalls) * (connection.Provider.Declaration.PromptVersion is null ? 1 : 2));

    private static Failure NotConfigured(Step step, Profile profile) => new(
        FailureKind.Misconfigured,
        $"Profile '{profile.Alias}' names the connection '{step.Connection}', which is not configured. Add AutoTag:Connections:{step.Connection}, or take the step out.")
    {
        Sent = false,
    };
}
