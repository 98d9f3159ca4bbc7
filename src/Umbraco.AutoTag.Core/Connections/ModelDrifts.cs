using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Profiles;

namespace Umbraco.AutoTag.Core.Connections;

/// <summary>
/// Knows which connections are answered by another model than the one they are pinned to. That stays so until the right one answers: neither a failed
/// call nor a look with a model that is only tried says anything about it.
/// </summary>
public sealed class ModelDrifts(ILedgerStore ledger, IProfiles profiles)
{
    /// <summary>The drift that the last answers of a connection show.</summary>
    /// <returns>Of several models that are asked for, the drift that was last seen. Null where the right ones answer, or nobody knows.</returns>
    public async Task<ModelDrift?> OfAsync(Connection connection, CancellationToken cancellationToken)
    {
        ModelDrift? newest = null;
        foreach (string asked in profiles.Default.ModelsAskedOf(connection).OfType<string>().Distinct())
        {
            IReadOnlyList<AnsweringModel> answered = await ledger.AnsweringModelsAsync(connection.Alias, asked, cancellationToken);
            if (answered is [{ } last, ..]
                && ModelWatch.AgreementOf(connection.Provider.Declaration, asked, last.Name) == ModelAgreement.Other
                && !(newest?.NoticedAt >= last.LastAt))
            {
                newest = new ModelDrift(asked, last.Name, last.LastAt);
            }
        }

        return newest;
    }
}
