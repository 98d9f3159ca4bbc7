using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Profiles;

/// <summary>A fallback that may cost more than the step it would stand in for, and that nobody has allowed to.</summary>
/// <param name="Fallback">Which.</param>
/// <param name="Own">The most a call to the step's own connection can cost.</param>
/// <param name="Its">The most a call to the fallback can cost; null where nobody knows.</param>
public sealed record DearerFallback(Fallback Fallback, MicroUsd Own, MicroUsd? Its)
{
    /// <summary>
    /// Compares the most that each can cost, for the largest picture the profile sends: whether a fallback may be used depends on the configuration,
    /// not on the picture. Null where it may be. Where nobody knows what the step itself costs, nothing can be said to be dearer.
    /// </summary>
    public static DearerFallback? Of(Profile profile, Step step, Connection own, Fallback fallback, Connection other, Prices prices)
    {
        if (fallback.AllowDearer || MostOf(profile, step, own, prices) is not { } most)
        {
            return null;
        }

        MicroUsd? its = MostOf(profile, fallback.Step, other, prices);
        return its is { } known && known.CompareTo(most) <= 0 ? null : new DearerFallback(fallback, most, its);
    }

    /// <summary>For people: which, why it is left out, and which key allows it.</summary>
    public string Sentence =>
        $"The fallback '{Fallback.Step.Connection}' is left out because {Why}. {Fallback.Key}:AllowDearer = true allows it.";

    private string Why => Its is { } its
        ? $"an image may cost up to {its} there, and up to {Own} at the step's own connection"
        : $"nobody knows what an image costs there, and it costs up to {Own} at the step's own connection";

    private static MicroUsd? MostOf(Profile profile, Step step, Connection connection, Prices prices) =>
        prices.AtMost(connection, StepRequest.Largest(step, connection, profile)).Cost;
}
