using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Profiles;

namespace Umbraco.AutoTag.Configuration;

/// <summary>
/// What in a configuration that works is likely not meant: fallbacks that are never asked, because they are dearer and nobody has allowed it. Not a problem:
/// list prices come with AutoTag, and a new version of them must not switch it off.
/// </summary>
internal sealed class ConfigurationNotes(IConnections connections, IProfiles profiles, Prices prices)
{
    public IReadOnlyList<string> All =>
    [
        .. from step in profiles.Default.Steps
           let own = connections.Find(step.Connection)
           where own is not null
           from fallback in step.Fallbacks
           let other = connections.Find(fallback.Step.Connection)
           where other is not null
           let dearer = DearerFallback.Of(profiles.Default, step, own, fallback, other, prices)
           where dearer is not null
           select dearer.Sentence,
    ];
}
