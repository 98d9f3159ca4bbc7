using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Connections;

/// <summary>A configured account, ready to be called.</summary>
/// <param name="Alias">Its name in configuration, in the ledger and on screens.</param>
/// <param name="Options">As configured and validated.</param>
/// <param name="Provider">The code that speaks to it.</param>
/// <param name="Http">Its HTTP client: no automatic redirects, no own time-out.</param>
public sealed record Connection(string Alias, ConnectionOptions Options, IVisionProvider Provider, HttpClient Http)
{
    /// <summary>Proves on whose account a call is made; null where the key does.</summary>
    public ICredential? Credential { get; init; }

    /// <summary>The address to call: the configured one, else the vendor's.</summary>
    public Uri Endpoint => Options.Endpoint ?? Provider.Declaration.DefaultEndpoint
        ?? throw new InvalidOperationException($"Connection '{Alias}' has no endpoint; validation at start must have said so.");

    /// <summary>The limit that holds: configured, else published, else none.</summary>
    /// <param name="model">The model asked for; null for the connection's own.</param>
    public RateLimit? RateLimitFor(string? model) => Options.RateLimitRequests is { } requests
        ? new RateLimit(requests, Options.RateLimitWindow)
        : Provider.RateLimitOf(Options, model ?? Options.Model);

    /// <summary>How it takes batches; null where it takes none.</summary>
    public IBatchProvider? Batches => Provider as IBatchProvider;

    /// <summary>How it is asked about a job whose answer was lost; null where it knows none.</summary>
    public IJobProvider? Jobs => Provider as IJobProvider;

    /// <summary>Names the connection without its secret: this record is safe to log.</summary>
    public override string ToString() => $"{Alias} ({Provider.Declaration.Alias})";
}
