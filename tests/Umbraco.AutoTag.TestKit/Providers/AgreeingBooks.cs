using System.Reflection;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;

namespace Umbraco.AutoTag.TestKit.Providers;

/// <summary>
/// The stores around a call that agree to everything: nothing is held, every permit is free and every reservation is granted. What is written into the
/// ledger is kept, for it is all that remains of a call.
/// </summary>
public class AgreeingBooks : DispatchProxy
{
    private List<LedgerEntry> _rows = [];

    /// <summary>The chain of calls of a real site, on books that agree.</summary>
    /// <param name="rows">Where the ledger's rows go.</param>
    public static IVisionCaller Chain(List<LedgerEntry> rows) => CallChain.Build(
        Of<IConnectionStateStore>(rows),
        Of<IRatePermitStore>(rows),
        Of<ILedgerStore>(rows),
        Of<IReservationStore>(rows),
        Of<IBudgets>(rows),
        new Prices(Of<IPriceCatalogue>(rows)),
        Of<Core.Profiles.IProfiles>(rows),
        new DriftWatch(
            new ModelChanges(Of<ILedgerStore>(rows), Microsoft.Extensions.Logging.Abstractions.NullLogger<ModelChanges>.Instance),
            Of<IConnectionStateStore>(rows),
            TimeProvider.System,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<DriftWatch>.Instance),
        TimeProvider.System,
        jitter: () => 0,
        Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);

    /// <inheritdoc />
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (args is [LedgerEntry row, ..])
        {
            _rows.Add(row);
        }

        Type returns = targetMethod!.ReturnType;
        if (returns == typeof(Task))
        {
            return Task.CompletedTask;
        }

        return returns.IsGenericType && returns.GetGenericTypeDefinition() == typeof(Task<>)
            ? typeof(Task).GetMethod(nameof(Task.FromResult))!.MakeGenericMethod(returns.GenericTypeArguments).Invoke(null, [Agreement(returns.GenericTypeArguments[0])])
            : Agreement(returns);
    }

    private static object? Agreement(Type answer) => answer switch
    {
        _ when answer == typeof(bool) => true,
        _ when answer == typeof(RatePermit) => new RatePermit(Guid.NewGuid(), TimeProvider.System.GetUtcNow()),
        { IsGenericType: true } when answer.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) => Array.CreateInstance(answer.GenericTypeArguments[0], 0),
        { IsValueType: true } => Activator.CreateInstance(answer),
        _ => null,
    };

    private static T Of<T>(List<LedgerEntry> rows)
        where T : class
    {
        T books = Create<T, AgreeingBooks>();
        ((AgreeingBooks)(object)books)._rows = rows;
        return books;
    }
}
