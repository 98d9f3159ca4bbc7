using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>
/// The calls about one image that may have been paid for and brought no answer, since it last came in: whoever was asked – for a step, in its place, or
/// to repair an answer – at once or in a batch, and whatever went wrong, a call that was cut off included. There are so many and no more, however
/// the walks end that they were made on.
/// </summary>
/// <param name="before">What the item has met before.</param>
public sealed class PaidInVain(Tries before)
{
    private readonly List<string> _now = [];
    private int _standing;

    /// <summary>True where nobody is asked any more by itself.</summary>
    public bool IsEnough => before.Paid + _now.Count + _standing >= FailureRules.MaxPaidAttempts;

    /// <summary>What this look has added, as <see cref="FailureRules.CountedAs"/> says.</summary>
    public IReadOnlyList<string> Now => _now;

    /// <summary>Counts a call's failure where it may have been paid for; anything else is passed over.</summary>
    public void Note(Failure? failure)
    {
        if (failure is not { Sent: true, Charged: not Charged.No })
        {
            return;
        }

        // What a batch has said for good is met at every look, and was paid for once.
        if (failure.IsFinal)
        {
            _standing++;
        }
        else
        {
            _now.Add(FailureRules.CountedAs(failure));
        }
    }

    /// <summary>Why nobody is asked any more.</summary>
    public Failure Reason() => new(
        Enum.GetValues<FailureKind>().Where(IsOver).Append(FailureKind.Malformed).First(),
        "As many calls about this image as are allowed may have been paid for and brought no answer. Nobody is asked about it any more until somebody tries it again.")
    {
        Sent = false,
        IsFinal = true,
    };

    // Known from before only where the queue was lost: otherwise the item has ended by this.
    private bool IsOver(FailureKind kind) =>
        FailureRules.For(kind).Fate == ItemFate.Skipped && before.Of(FailureRules.CountedAsPaid(kind)) >= FailureRules.MaxPaidAttempts;
}
