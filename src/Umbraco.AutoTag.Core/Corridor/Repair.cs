using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>
/// Asks, and where a model's answer had not the form asked for, asks once more with a word about that. The answer was paid for, and so is the repair:
/// it is a call of its own, with its own money put aside, its own rate permit and its own row in the ledger, and there is one at most.
/// </summary>
/// <remarks>
/// The picture goes along again. Giving the model its own words instead, to be put into form, would be cheaper; but what came may be what a picture
/// wanted it to say, and what it would then describe is a text and not the picture. So nothing of an answer that could not be read is used for anything.
/// </remarks>
internal static class Repair
{
    /// <summary>Asks, and repairs where that may help.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="call">What is asked.</param>
    /// <param name="inVain">Counts both; a repair that would be one too many is not made.</param>
    /// <param name="lastLook">What is in the way of the picture leaving the server once more; null where nothing is.</param>
    /// <param name="cancellationToken">Stops the call under way.</param>
    public static async Task<CalledReply> AskAsync(
        IVisionCaller caller, VisionCall call, PaidInVain inVain, Func<CancellationToken, Task<Picture?>> lastLook, CancellationToken cancellationToken)
    {
        CalledReply first = await caller.CallAsync(call, cancellationToken);
        inVain.Note(first.Reply.Failure);
        if (first.Reply.Failure is not { Repairable: Repairable.Yes } unread || inVain.IsEnough || await lastLook(cancellationToken) is not null)
        {
            return first;
        }

        CalledReply second = await caller.CallAsync(call with { Request = call.Request with { IsRepair = true } }, cancellationToken);
        inVain.Note(second.Reply.Failure);
        return second.Reply.Failure switch
        {
            null or { Sent: true, Kind: FailureKind.Refused or FailureKind.BadImage } => second,
            { Sent: true, Kind: FailureKind.Malformed } or { Charged: not Charged.No } => first with { Reply = InVain(first.Reply, unread) },
            // A budget, a rate limit or an outage kept it from being made: the item waits as it would have without one.
            _ => first,
        };
    }

    private static VisionReply InVain(VisionReply first, Failure unread) => VisionReply.Failed(
        unread with { Repairable = Repairable.Tried, Message = $"{unread.Message} It was asked once more, and that did not help." }, first.Usage)
        with { ModelReported = first.ModelReported, RequestId = first.RequestId };
}
