namespace Umbraco.AutoTag.Core.Runs;

/// <summary>How likely it is that an image needs a step, 0 to 1: at least, likely and at most.</summary>
internal readonly record struct Chance(double Low, double Likely, double High)
{
    /// <summary>Fewer answers than this say nothing.</summary>
    public const int EnoughAnswers = 30;

    public static readonly Chance Never = new(0, 0, 0);

    public static readonly Chance Always = new(1, 1, 1);

    // A cost that turns out lower than foretold disappoints nobody.
    private static readonly Chance s_nobodyKnows = new(0, 1, 1);

    /// <summary>
    /// What was learnt from earlier answers, give or take two standard errors. One unsure and one sure answer are added, as Laplace does: thirty sure answers
    /// in a row do not promise that the next is.
    /// </summary>
    public static Chance From(Unsure past)
    {
        if (past.Answers < EnoughAnswers)
        {
            return s_nobodyKnows;
        }

        double share = (past.Count + 1d) / (past.Answers + 2d);
        double error = 2 * Math.Sqrt(share * (1 - share) / (past.Answers + 2d));
        return new Chance(Math.Max(0, share - error), share, Math.Min(1, share + error));
    }

    public static Chance operator +(Chance left, Chance right) => new(left.Low + right.Low, left.Likely + right.Likely, left.High + right.High);

    public static Chance operator *(Chance left, Chance right) => new(left.Low * right.Low, left.Likely * right.Likely, left.High * right.High);
}
