using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Suggestions;

namespace Umbraco.AutoTag.Core.Runs;

/// <summary>Adds up the images of an estimate.</summary>
internal sealed class Tally(RunSelection selection, IntakeRules rules, string revisionId, IReadOnlyList<PlannedStep> steps)
{
    private readonly Dictionary<string, long> _leftOut = [];
    private readonly Dictionary<Owner, long> _fields = [];
    private readonly StepTally[] _perStep = [.. steps.Select(_ => new StepTally())];
    private long _images;
    private long _free;

    public IReadOnlyList<PlannedStep> Steps => steps;

    public bool Wants(Candidate candidate)
    {
        Choice choice = candidate.ChosenBy(selection, rules, revisionId);
        if (choice.LeftOutBecause is { } why)
        {
            _leftOut[why] = _leftOut.GetValueOrDefault(why) + 1;
        }

        return choice.IsWanted;
    }

    public void Add(IReadOnlyList<Candidate> wanted, IReadOnlyList<KnownAnswers> known)
    {
        _images += wanted.Count;
        foreach (Candidate candidate in wanted)
        {
            bool isFree = true;
            for (int place = 0; place < steps.Count; place++)
            {
                isFree &= !steps[place].Calls
                    | _perStep[place].Add(candidate.Known.ContentHash, NeedOf(place, candidate.Known.ContentHash, known), known[place].Answered);
            }

            _free += isFree ? 1 : 0;
            foreach (Owner owner in candidate.Owners.Values)
            {
                _fields[owner] = _fields.GetValueOrDefault(owner) + 1;
            }
        }
    }

    public async Task<RunEstimate> ToEstimateAsync(double share, bool isExact, long lookedAt, CallForecast forecast, CancellationToken cancellationToken)
    {
        var lines = new List<ConnectionEstimate>();
        foreach ((PlannedStep step, StepTally tally) in steps.Zip(_perStep).Where(step => step.First.Calls))
        {
            ConnectionEstimate line = await forecast.OfAsync(
                step.Step, step.Connection!, Scaled(tally.Calls.Likely), Scaled(tally.Known), cancellationToken);
            lines.Add(line with { Escalation = EscalationOf(step, tally) });
        }

        return new RunEstimate
        {
            IsExact = isExact,
            LookedAt = lookedAt,
            Images = Scaled(_images),
            Free = Scaled(_free),
            LeftOut = _leftOut.ToDictionary(reason => reason.Key, reason => Scaled(reason.Value)),
            FieldsEmpty = Scaled(_fields.GetValueOrDefault(Owner.Nobody)),
            FieldsOwn = Scaled(_fields.GetValueOrDefault(Owner.AutoTag)),
            FieldsProtected = Scaled(_fields.GetValueOrDefault(Owner.Human)),
            Connections = lines,
        };

        EscalationEstimate? EscalationOf(PlannedStep step, StepTally tally) => step.Step.When is not { } when ? null : new EscalationEstimate(
            when.UnsureOf,
            when.Below,
            Scaled(Math.Floor(tally.Calls.Low)),
            Scaled(Math.Ceiling(tally.Calls.High)),
            Math.Max(0, Scaled(_images) - Scaled(tally.Known) - Scaled(tally.Calls.Likely)),
            Scaled(tally.Open),
            step.Past.Answers >= Chance.EnoughAnswers ? step.Past : null);

        long Scaled(double count) => (long)Math.Round(count * share);
    }

    /// <summary>How likely an image needs a step: certain where the steps that decide have looked at it, learnt from their earlier answers where not.</summary>
    private Chance NeedOf(int place, string? content, IReadOnlyList<KnownAnswers> known)
    {
        if (steps[place].Step.When is not { } when)
        {
            return Chance.Always;
        }

        (int Judge, Chance Need)[] judges = [.. steps[place].Judges.Select(judge => (judge, NeedOf(judge, content, known))).Where(judge => judge.Item2 != Chance.Never)];
        double?[] sureness = [.. judges.Select(judge => SurenessOf(known[judge.Judge], content))];
        return judges switch
        {
            [] => Chance.Never,
            _ when sureness.Any(sure => sure >= when.Below) => Chance.Never,
            _ when sureness.All(sure => sure < when.Below) => Chance.Always,
            _ => Chance.From(steps[place].Past) * judges[0].Need,
        };
    }

    private static double? SurenessOf(KnownAnswers known, string? content) =>
        content is not null && known.Sureness.TryGetValue(content, out double sure) ? sure : null;

    /// <summary>One step's part.</summary>
    private sealed class StepTally
    {
        private readonly HashSet<string> _toCome = [];

        public long Known { get; private set; }

        public long Open { get; private set; }

        public Chance Calls { get; private set; } = Chance.Never;

        /// <summary>True where the image costs nothing here.</summary>
        public bool Add(string? content, Chance need, IReadOnlySet<string> answered)
        {
            if (need == Chance.Never)
            {
                return true;
            }

            // The second image with the same picture takes what the first has brought.
            if (content is not null && (answered.Contains(content) || !_toCome.Add(content)))
            {
                Known++;
                return true;
            }

            Open += need == Chance.Always ? 0 : 1;
            Calls += need;
            return false;
        }
    }
}
