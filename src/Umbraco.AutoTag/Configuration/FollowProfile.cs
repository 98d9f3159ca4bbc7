using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Core.Profiles;

namespace Umbraco.AutoTag.Configuration;

/// <summary>Looks which profile was saved last, on whichever server, and lets it hold on this one.</summary>
internal sealed class FollowProfile(IProfileStore store, ProfileInForce inForce, ILogger<FollowProfile> log)
{
    // One look after the other: an older one that ends later would bring back what no longer holds.
    private readonly SemaphoreSlim _once = new(1);

    /// <summary>Looks.</summary>
    /// <returns>True where another one holds than before.</returns>
    /// <exception cref="System.Data.Common.DbException">The database cannot be read; what was known goes on to hold.</exception>
    public async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        await _once.WaitAsync(cancellationToken);
        try
        {
            if (inForce.IsKnown && await store.VersionAsync(cancellationToken) == inForce.Saved?.Version)
            {
                return false;
            }

            bool isFirst = !inForce.IsKnown;
            SavedProfile? newest = await store.NewestAsync(cancellationToken);
            Take(newest);
            if (!isFirst)
            {
                log.LogInformation(
                    "AutoTag's profile is now {Origin} (version {Version}).", newest is { Settings: not null } ? "the one that was saved in the backoffice" : "the configuration's", newest?.Version);
            }

            return true;
        }
        finally
        {
            _once.Release();
        }
    }

    private void Take(SavedProfile? newest)
    {
        try
        {
            inForce.Take(newest);
        }
        catch (AggregateException e)
        {
            log.LogWarning(e, "AutoTag's profile has changed, and somebody who follows the options failed over it.");
        }
    }
}
