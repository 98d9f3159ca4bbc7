using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Umbraco.AutoTag.Core.Profiles;

namespace Umbraco.AutoTag.Configuration;

/// <summary>What this server knows of the profile that administrators saved. Whoever asks for the options hears of it when that changes.</summary>
internal sealed class ProfileInForce : IOptionsChangeTokenSource<AutoTagOptions>
{
    private volatile State _state = new(IsKnown: false, Saved: null);
    private CancellationTokenSource _changed = new();

    /// <summary>False until the database was asked: nobody may work before.</summary>
    public bool IsKnown => _state.IsKnown;

    /// <summary>The newest save; null where nobody ever saved.</summary>
    public SavedProfile? Saved => _state.Saved;

    string IOptionsChangeTokenSource<AutoTagOptions>.Name => Options.DefaultName;

    IChangeToken IOptionsChangeTokenSource<AutoTagOptions>.GetChangeToken() => new CancellationChangeToken(Volatile.Read(ref _changed).Token);

    /// <summary>From now on this holds.</summary>
    /// <exception cref="AggregateException">Somebody who heard of it failed over it, as over a configuration that cannot be read. It holds all the same.</exception>
    public void Take(SavedProfile? newest)
    {
        _state = new State(IsKnown: true, newest);
        Interlocked.Exchange(ref _changed, new CancellationTokenSource()).Cancel();
    }

    private sealed record State(bool IsKnown, SavedProfile? Saved);
}
