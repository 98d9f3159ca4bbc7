using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Text;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Trials;

/// <summary>
/// Has one image looked at by the model of now and by another one, and tells what would come of each, as if nothing was in its fields. Nothing is written
/// and nothing is suggested; what both said is kept, so that neither a second look nor a run under the other model pays for it again. Budgets, rate limit
/// and the ledger hold as for every other call.
/// </summary>
public sealed class CompareModels(SampleImage sample, ILedgerStore ledger, IConnections connections, IProfiles profiles)
{
    // More calls than one image gets at once; where what a model said is older than these, its cost is not told.
    private const int LastCalls = 50;

    /// <summary>Looks. What is known of either model is taken.</summary>
    /// <param name="item">The image.</param>
    /// <param name="upgrade">Which model stands for which.</param>
    /// <param name="askedBy">Who wants to know.</param>
    /// <param name="cancellationToken">Stops the call under way: what it cost then is not known.</param>
    public async Task<ComparedModels> LookAsync(MediaItem item, ModelUpgrade upgrade, Guid askedBy, CancellationToken cancellationToken)
    {
        HashSet<Guid> before = [.. (await ledger.ForMediaAsync(item.Key, LastCalls, cancellationToken)).Select(call => call.CallId)];
        Profile present = profiles.Default;
        Profile other = upgrade.In(present, connections);
        Sampled now = await sample.FromNothingAsync(
            item, ModelUpgrade.Alone(present, upgrade.Connection, upgrade.From, connections), present, tried: null, askedBy, cancellationToken);
        // What cannot be sent to the one cannot be sent to the other.
        Sampled then = now.Refusal is not null
            ? now
            : await sample.FromNothingAsync(
                item, ModelUpgrade.Alone(other, upgrade.Connection, upgrade.To, connections), other, upgrade, askedBy, cancellationToken);
        IReadOnlyList<LedgerEntry> calls = await ledger.ForMediaAsync(item.Key, LastCalls, CancellationToken.None);
        return new ComparedModels(
            now.Item,
            AnswerOf(now, ModelUpgrade.PartsOf(present, upgrade.Connection, upgrade.From, connections), calls),
            AnswerOf(then, ModelUpgrade.PartsOf(other, upgrade.Connection, upgrade.To, connections), calls),
            [.. calls.Where(call => !before.Contains(call.CallId))]);
    }

    // By what was asked, not by the alias: an answer that was given to another name of the connection is known as well. Half of what it was asked is no answer.
    private static ModelAnswer AnswerOf(Sampled sampled, IReadOnlyList<(string StepPart, int Place)> parts, IReadOnlyList<LedgerEntry> calls)
    {
        Analysis[] own = [.. sampled.Analyses.Where(analysis => parts.Any(part => part.StepPart == analysis.Key.StepPart))];
        if (parts.Any(part => sampled.NeedOf(part.Place) == StepNeed.Needed && own.All(analysis => analysis.Key.StepPart != part.StepPart)))
        {
            own = [];
        }

        LedgerEntry[] paid = [.. own.Select(analysis => calls.FirstOrDefault(call => call.CallId == analysis.CallId)).OfType<LedgerEntry>().DistinctBy(call => call.CallId)];
        return new ModelAnswer(sampled, own, own.Length > 0 && own.All(analysis => paid.Any(call => call.CallId == analysis.CallId)) ? paid : [])
        {
            IsNotNeeded = parts.Count > 0 && parts.All(part => sampled.NeedOf(part.Place) == StepNeed.NotNeeded),
        };
    }
}

/// <summary>What two models make of one image.</summary>
/// <param name="Item">The image.</param>
/// <param name="Present">The model of now.</param>
/// <param name="Other">The other one.</param>
/// <param name="NewCalls">The calls that were made for it just now, to whomever and however they ended; empty where everything was known.</param>
public sealed record ComparedModels(MediaItem Item, ModelAnswer Present, ModelAnswer Other, IReadOnlyList<LedgerEntry> NewCalls)
{
    /// <summary>The fields of which either says something; empty where one of them has not answered, for then there is nothing to compare.</summary>
    public IReadOnlyList<ComparedField> Fields { get; } = Present.HasAnswered && Other.HasAnswered
        ? [.. Item.Fields.Keys.Select(key => ComparedField.Of(key, Present.ValuesOf(key), Other.ValuesOf(key))).Where(field => field.IsNamed)]
        : [];
}

/// <summary>One model's side.</summary>
/// <param name="Sampled">What would come of it, with what other steps say.</param>
/// <param name="Said">What the model itself said; empty where it said nothing, whatever others did.</param>
/// <param name="Calls">The calls that brought what it said; empty where one of them is not known, so that a part is never told for the whole.</param>
public sealed record ModelAnswer(Sampled Sampled, IReadOnlyList<Analysis> Said, IReadOnlyList<LedgerEntry> Calls)
{
    /// <summary>False where the model itself said nothing.</summary>
    public bool HasAnswered => Said.Count > 0;

    /// <summary>True where nobody asked it, because an earlier step of the profile was sure enough.</summary>
    public bool IsNotNeeded { get; init; }

    /// <summary>The model that answered, by its own word; null where it does not say.</summary>
    public string? Reported => Said.Select(analysis => analysis.ModelReported).FirstOrDefault(model => model is not null);

    /// <summary>What its answer cost; null where nobody knows.</summary>
    public MicroUsd? Cost => Calls.Count > 0 && Calls.All(call => call.Cost is not null) ? new MicroUsd(Calls.Sum(call => call.Cost!.Value.Amount)) : null;

    /// <summary>The credits its answer took; null where it does not count in them, or nobody knows.</summary>
    public decimal? Credits => Calls.Count > 0 && Calls.All(call => call.CreditsTaken is not null) ? Calls.Sum(call => call.CreditsTaken) : null;

    /// <summary>How long it was waited for; null where nobody knows, or where it came in a batch.</summary>
    public TimeSpan? Latency => Calls.Count > 0 && Calls.All(call => call.BatchId is null) ? Calls.Aggregate(TimeSpan.Zero, (sum, call) => sum + call.Latency) : null;

    /// <summary>How many values would wait for an editor.</summary>
    public int Waiting => Sampled.Decision?.Added.Count(suggestion => suggestion.State == SuggestionState.Pending) ?? 0;

    /// <summary>What would be written into a field, or suggested for it.</summary>
    internal IReadOnlyList<string> ValuesOf(FieldKey key) => [.. Sampled.Decision?.Added.Where(suggestion => suggestion.Field == key).Select(suggestion => suggestion.Value) ?? []];
}

/// <summary>A field under two models.</summary>
/// <param name="Key">Which field.</param>
/// <param name="Kept">What both say, in the words of the model of now: keywords, or the text.</param>
/// <param name="Gained">What only the other one says.</param>
/// <param name="Lost">What only the model of now says.</param>
public sealed record ComparedField(FieldKey Key, IReadOnlyList<string> Kept, IReadOnlyList<string> Gained, IReadOnlyList<string> Lost)
{
    internal bool IsNamed => Kept.Count + Gained.Count + Lost.Count > 0;

    /// <summary>Compares; case and form of Unicode make no difference.</summary>
    internal static ComparedField Of(FieldKey key, IReadOnlyList<string> now, IReadOnlyList<string> then)
    {
        HashSet<string> before = [.. now.Select(FieldText.Fold)];
        HashSet<string> after = [.. then.Select(FieldText.Fold)];
        return new ComparedField(
            key,
            [.. now.Where(value => after.Contains(FieldText.Fold(value)))],
            [.. then.Where(value => !before.Contains(FieldText.Fold(value)))],
            [.. now.Where(value => !after.Contains(FieldText.Fold(value)))]);
    }
}
