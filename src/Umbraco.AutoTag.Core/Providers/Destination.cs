using System.Text.Json.Serialization;
using Umbraco.AutoTag.Core.Connections;

namespace Umbraco.AutoTag.Core.Providers;

/// <summary>Where a connection's pictures go, as far as configuration, declaration and what answered tell. What they do not tell is unknown.</summary>
/// <param name="Kind">In one word.</param>
/// <param name="Host">The host they are sent to; null where none is, or where it is not known.</param>
/// <param name="Region">Where the vendor works on them, in its own word; null where it does not say.</param>
public sealed record Destination(DestinationKind Kind, string? Host = null, string? Region = null)
{
    /// <summary>What the declaration and the address tell.</summary>
    public static Destination Of(ProviderDeclaration provider, ConnectionOptions options)
    {
        if (!provider.SendsPicture)
        {
            return new Destination(DestinationKind.Nowhere);
        }

        if ((options.Endpoint ?? provider.DefaultEndpoint) is not { IsAbsoluteUri: true } address
            || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
        {
            return new Destination(DestinationKind.Unknown);
        }

        if (address.IsLoopback && provider.Elsewhere is { } elsewhere && elsewhere.Has(options.Model))
        {
            return new Destination(DestinationKind.Vendor, elsewhere.Host);
        }

        DestinationKind kind = address.IsLoopback ? DestinationKind.ThisMachine
            : address.Host.Equals(provider.DefaultEndpoint?.Host, StringComparison.OrdinalIgnoreCase) ? DestinationKind.Vendor
            : DestinationKind.Address;
        return new Destination(kind, address.Host);
    }

    /// <summary>The same for all that a connection is asked for: where a step names a model that is elsewhere, or such a one answered, pictures go there.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="models">The models that steps name at it, or that it said answered; null where one leaves it to the connection.</param>
    public static Destination Of(Connection connection, IEnumerable<string?> models)
    {
        Destination usual = connection.Provider.DestinationOf(connection.Options);
        return usual.Kind == DestinationKind.ThisMachine
            && connection.Provider.Declaration.Elsewhere is { } elsewhere
            && models.Select(elsewhere.HostOf).FirstOrDefault(host => host is not null) is { } host
            ? new Destination(host.Equals(elsewhere.Host, StringComparison.OrdinalIgnoreCase) ? DestinationKind.Vendor : DestinationKind.Address, host)
            : usual;
    }
}

/// <summary>Where pictures go, in one word.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DestinationKind>))]
public enum DestinationKind
{
    /// <summary>AutoTag cannot know.</summary>
    Unknown,

    /// <summary>They do not leave AutoTag.</summary>
    Nowhere,

    /// <summary>To a service on this very machine.</summary>
    ThisMachine,

    /// <summary>To the vendor's own address.</summary>
    Vendor,

    /// <summary>To an address that the site has named.</summary>
    Address,
}
