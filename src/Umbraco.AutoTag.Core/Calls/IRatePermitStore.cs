using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Calls;

/// <summary>Permits of a rate limit, shared by all servers: 30 per minute is 30 in any minute for the whole site.</summary>
public interface IRatePermitStore
{
    /// <summary>
    /// Takes a permit. The window slides: the permits of any <see cref="RateLimit.Window"/> are counted, those ahead among them.
    /// </summary>
    /// <param name="connection">Alias of the connection.</param>
    /// <param name="limit">What it allows.</param>
    /// <param name="ahead">How far ahead its moment may lie. What is taken ahead of time is used the moment it is free, and by nobody else.</param>
    /// <param name="insteadOf">A permit that was not used and is given back with this.</param>
    /// <param name="cancellationToken">Nothing is taken where it stops this.</param>
    Task<RatePermit> TakeAsync(string connection, RateLimit limit, TimeSpan ahead, Guid? insteadOf, CancellationToken cancellationToken);
}

/// <summary>One call's permit.</summary>
/// <param name="Id">Its id; null where none was taken.</param>
/// <param name="From">The moment at which it is to be used, which may lie ahead; where none was taken, the moment from which one is free.</param>
public sealed record RatePermit(Guid? Id, DateTimeOffset From);
