using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;

namespace Umbraco.AutoTag.Core.Calls;

/// <summary>
/// Notices that a connection answers with another model although it is asked for the same: vendors answer for a name with whatever is behind it today,
/// at today's price. Each model is warned of once by each server, in whatever call or batch it answered; what answered before this server started, the
/// ledger knows.
/// </summary>
public sealed class ModelChanges
{
    private readonly ILedgerStore _ledger;
    private readonly ILogger<ModelChanges> _log;
    private readonly Lazy<Task> _remembering;
    private readonly ConcurrentDictionary<(string Connection, string? Asked), ConcurrentDictionary<string, bool>> _seen = new();

    /// <summary>Of one server.</summary>
    public ModelChanges(ILedgerStore ledger, ILogger<ModelChanges> log)
    {
        (_ledger, _log) = (ledger, log);
        _remembering = new Lazy<Task>(RememberAsync);
    }

    /// <summary>Reads what answered before this server started, once: before the first answer of its own is written down beside it.</summary>
    internal Task RememberedAsync() => _remembering.Value;

    /// <summary>Compares the model that answered with those that answered the same question before.</summary>
    /// <param name="connection">Who was asked.</param>
    /// <param name="asked">The model asked for; null where none is named.</param>
    /// <param name="model">The model that answered.</param>
    /// <returns>True where it is another, and was not seen before.</returns>
    internal bool Compare(string connection, string? asked, string model)
    {
        ConcurrentDictionary<string, bool> seen = SeenOf(connection, asked);
        string[] before = [.. seen.Keys];
        bool isAnother = seen.TryAdd(model, true) && before.Length > 0 && !before.Any(known => ModelWatch.IsSameInPart(known, model));
        if (isAnother)
        {
            _log.LogWarning(
                "{Connection} answers with the model {Model}, where it answered with {Before}, although it is asked for the same ({Asked}). Words, confidences and price may be others now: pin a version where the vendor has them.",
                connection,
                model,
                string.Join(", ", before),
                asked ?? "none by name");
        }

        return isAnother;
    }

    /// <summary>What would have followed from an answer could not be done: the next one with the same model is another again.</summary>
    internal void Forget(string connection, string? asked, string model) => SeenOf(connection, asked).TryRemove(model, out _);

    private async Task RememberAsync()
    {
        try
        {
            foreach (LedgerEntry last in await _ledger.LastCallsAsync(CancellationToken.None))
            {
                if (last.ModelReported is { } model)
                {
                    SeenOf(last.Connection, string.IsNullOrEmpty(last.ModelAsked) ? null : last.ModelAsked).TryAdd(model, true);
                }
            }
        }
        catch (Exception e)
        {
            // Nothing depends on it but a warning.
            _log.LogDebug(e, "What answered before this server started could not be read.");
        }
    }

    private ConcurrentDictionary<string, bool> SeenOf(string connection, string? asked) => _seen.GetOrAdd((connection, asked), _ => new());
}
