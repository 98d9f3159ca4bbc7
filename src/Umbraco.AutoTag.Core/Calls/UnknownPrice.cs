using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Calls;

/// <summary>A budget cannot guard what has no price: such a call is held back, with the key that would give it one.</summary>
internal static class UnknownPrice
{
    /// <summary>Why the call is held back; null where every budget that applies can be checked.</summary>
    public static Failure? Of(VisionCall call, Estimate atMost, IReadOnlyList<Budget> applying)
    {
        if (atMost.Cost is null && applying.FirstOrDefault(budget => budget.Money is not null) is { } inMoney)
        {
            return HeldBack(inMoney, $"nobody knows what {Called(call)} costs. {MoneyKeys(call)}");
        }

        return atMost.Credits is null && applying.FirstOrDefault(budget => budget.Credits is not null) is { } inCredits
            ? HeldBack(inCredits, $"nobody knows how many credits {Called(call)} takes. Set {Key(call.Connection)}:CreditsPerImage to the most one image can take.")
            : null;
    }

    private static Failure HeldBack(Budget budget, string why) => new(
        FailureKind.OverBudget,
        $"Nothing was sent: the budget {(budget.Key is { } key ? $"'{budget.Name}' ({key})" : "of this run")} cannot be kept while {why}")
    {
        Code = "price-unknown",
        // Only the configuration can change that, and a change of it is heard of.
        RetryAfter = TimeSpan.FromHours(1),
        Sent = false,
    };

    private static string Called(VisionCall call) => ModelOf(call) is { } model ? $"'{model}' at {call.Connection.Alias}" : $"an image at {call.Connection.Alias}";

    private static string MoneyKeys(VisionCall call)
    {
        string key = Key(call.Connection);
        bool countsTokens = call.Connection.Provider.TokensAtMost(call.Connection, call.Request) is not null;
        return countsTokens
            ? $"AutoTag's price list has no entry for it: set {key}:UsdPerMillionInputTokens and {key}:UsdPerMillionOutputTokens (0 where it is free), or {key}:UsdPerImage."
            : $"Set {key}:UsdPerImage, or {key}:UsdPerCredit together with {key}:CreditsPerImage.";
    }

    private static string? ModelOf(VisionCall call) => call.Request.Model ?? call.Connection.Options.Model;

    private static string Key(Connection connection) => $"AutoTag:Connections:{connection.Alias}";
}
