using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Calls;

/// <summary>A budget cannot guard what has no price: such a call is held back, with the keys that would give it one.</summary>
/// <param name="Budget">The budget that could not be kept.</param>
/// <param name="Unit">What nobody knows: money or credits.</param>
/// <param name="Connection">Who would be asked.</param>
/// <param name="Model">The model asked for; null where none is named.</param>
/// <param name="Remedies">Configuration keys that mend it: any one of these sets, each set as a whole.</param>
public sealed record UnknownPrice(Budget Budget, BudgetUnit Unit, string Connection, string? Model, IReadOnlyList<IReadOnlyList<string>> Remedies)
{
    /// <summary>The reason code of items that wait for a price.</summary>
    public const string Code = "PriceUnknown";

    private bool CountsTokens { get; init; }

    /// <summary>Why the call is held back; null where every budget that applies can be checked.</summary>
    public static UnknownPrice? Of(Connection connection, VisionRequest request, Estimate atMost, IReadOnlyList<Budget> applying)
    {
        if (atMost.Cost is null && applying.FirstOrDefault(budget => budget.Money is not null) is { } inMoney)
        {
            bool countsTokens = connection.Provider.TokensAtMost(connection, request) is not null;
            return new UnknownPrice(inMoney, BudgetUnit.Money, connection.Alias, ModelOf(connection, request), MoneyKeys(connection, countsTokens))
            {
                CountsTokens = countsTokens,
            };
        }

        return atMost.Credits is null && applying.FirstOrDefault(budget => budget.Credits is not null) is { } inCredits
            ? new UnknownPrice(inCredits, BudgetUnit.Credits, connection.Alias, ModelOf(connection, request), [[$"{KeyOf(connection)}:CreditsPerImage"]])
            : null;
    }

    /// <summary>The same as the item meets it.</summary>
    public Failure ToFailure() => new(
        FailureKind.OverBudget,
        $"Nothing was sent: the budget {(Budget.Key is { } key ? $"'{Budget.Name}' ({key})" : "of this run")} cannot be kept while {Why}")
    {
        Code = Code,
        // Only the configuration can change that, and a change of it is heard of.
        RetryAfter = TimeSpan.FromHours(1),
        Sent = false,
    };

    private string Why => Unit == BudgetUnit.Credits
        ? $"nobody knows how many credits {Called} takes. Set {Keys} to the most one image can take."
        : $"nobody knows what {Called} costs. {(CountsTokens ? $"AutoTag's price list has no entry for it: set {Keys}. 0 says that it is free." : $"Set {Keys}.")}";

    private string Called => Model is { } model ? $"'{model}' at {Connection}" : $"an image at {Connection}";

    private string Keys => string.Join(", or ", Remedies.Select(keys => string.Join(" and ", keys)));

    private static IReadOnlyList<IReadOnlyList<string>> MoneyKeys(Connection connection, bool countsTokens)
    {
        string key = KeyOf(connection);
        return countsTokens ? [[$"{key}:UsdPerMillionInputTokens", $"{key}:UsdPerMillionOutputTokens"], [$"{key}:UsdPerImage"]]
            : connection.Provider.TellsTime(connection.Options) ? [[$"{key}:UsdPerComputeSecond"], [$"{key}:UsdPerImage"]]
            : [[$"{key}:UsdPerImage"], [$"{key}:UsdPerCredit", $"{key}:CreditsPerImage"]];
    }

    private static string? ModelOf(Connection connection, VisionRequest request) => request.Model ?? connection.Options.Model;

    private static string KeyOf(Connection connection) => $"AutoTag:Connections:{connection.Alias}";
}
