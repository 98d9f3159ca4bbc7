using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Profiles;

/// <summary>A fallback that may cost more than the step it would stand in for, and that nobody has allowed to.</summary>
/// <param name="Fallback">Which.</param>
/// <param name="Own">The most a call to the step's own connection can cost.</param>
/// <param name="Its">The most a call to the fallback can cost; null where nobody knows.</param>
/// <param name="IsBatched">True where the step's own connection is asked at the batch price.</param>
public sealed record DearerFallback(Fallback Fallback, MicroUsd Own, MicroUsd? Its, bool IsBatched)
{
    /// <summary>
    /// Compares the most that each can cost, for the largest picture the profile sends: whether a fallback may be used depends on the configuration,
    /// not on the picture. Null where it may be. Where nobody knows what the step itself costs, nothing can be said to be dearer.
    /// </summary>
    /// <param name="profile">The profile.</param>
    /// <param name="step">The step.</param>
    /// <param name="own">Its own connection.</param>
    /// <param name="fallback">Who would stand in.</param>
    /// <param name="other">The fallback's connection.</param>
    /// <param name="prices">What calls cost.</param>
    /// <param name="share">The part of its price that is paid at the step's own connection; below 1 at a batch price.</param>
    public static DearerFallback? Of(Profile profile, Step step, Connection own, Fallback fallback, Connection other, Prices prices, decimal share = 1)
    {
        if (fallback.AllowDearer || MostOf(profile, step, own, prices)?.At(share) is not { } most)
        {
            return null;
        }

        MicroUsd? its = MostOf(profile, fallback.Step, other, prices);
        return its is { } known && known.CompareTo(most) <= 0 ? null : new DearerFallback(fallback, most, its, share < 1);
    }

    /// <summary>For people: which, why it is left out, and which key allows it.</summary>
    public string Sentence =>
        $"The fallback '{Fallback.Step.Connection}' is left out because {Why}. {Fallback.Key}:AllowDearer = true allows it.";

    private string Why => Its is { } its
        ? $"an image may cost up to {its} there, and up to {Own} {AtItsOwn}"
        : $"nobody knows what an image costs there, and it costs up to {Own} {AtItsOwn}";

    private string AtItsOwn => IsBatched ? "at the step's own connection in a batch" : "at the step's own connection";

    private static MicroUsd? MostOf(Profile profile, Step step, Connection connection, Prices prices) =>
        prices.AtMost(connection, StepRequest.Largest(step, connection, profile)).Cost;
}
