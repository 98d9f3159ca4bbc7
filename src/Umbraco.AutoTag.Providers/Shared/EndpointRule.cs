using Umbraco.AutoTag.Core.Connections;

namespace Umbraco.AutoTag.Providers.Shared;

/// <summary>Where a picture and a key may be sent: over https, or over http to this very machine.</summary>
public static class EndpointRule
{
    /// <summary>What is wrong with a connection's endpoint, as sentences that name the key.</summary>
    /// <param name="options">As configured.</param>
    /// <param name="required">True where the system has no address of its own.</param>
    /// <param name="example">What such an address looks like.</param>
    public static IEnumerable<string> Validate(ConnectionOptions options, bool required, string example = "https://llm.example.com")
    {
        const string Key = $"{ConnectionSettings.Prefix}:Endpoint";
        if (options.Endpoint is not { } endpoint)
        {
            return required ? [$"{Key} is missing: write the server's address there, for example {example}."] : [];
        }

        if (!endpoint.IsAbsoluteUri || (endpoint.Scheme != Uri.UriSchemeHttps && endpoint.Scheme != Uri.UriSchemeHttp))
        {
            return [$"{Key} must be a whole address that begins with https://."];
        }

        if (endpoint.Scheme == Uri.UriSchemeHttp && !endpoint.IsLoopback)
        {
            return [$"{Key} must begin with https://: over http the key and the pictures could be read on the way. http is accepted for this machine only (localhost)."];
        }

        return endpoint.UserInfo.Length > 0 || endpoint.Query.Length > 0 || endpoint.Fragment.Length > 0
            ? [$"{Key} must be an address only, without user name, query or fragment; the key belongs into {ConnectionSettings.Prefix}:ApiKey."]
            : [];
    }

    /// <summary>A missing key, as a sentence that names it; nothing where there is one, or where a credential stands for it.</summary>
    public static IEnumerable<string> ValidateKey(ConnectionOptions options)
    {
        const string Key = $"{ConnectionSettings.Prefix}:ApiKey";
        if (options.NeedsCredential())
        {
            return [];
        }

        if (string.IsNullOrWhiteSpace(options.ApiKey))
        {
            return [$"{Key} is missing: put the account's key into user secrets, the environment (AutoTag__Connections__{{alias}}__ApiKey) or a key vault."];
        }

        return options.ApiKey.Trim().All(c => c is > ' ' and <= '~') ? [] : [$"{Key} holds characters no key has (blanks, line breaks or letters outside ASCII)."];
    }

    /// <summary>A missing model, as a sentence that names the key, for systems that answer with many; nothing where there is one.</summary>
    public static IEnumerable<string> ValidateModel(ConnectionOptions options) => string.IsNullOrWhiteSpace(options.Model)
        ? [$"{ConnectionSettings.Prefix}:Model is missing: name the model that answers, pinned to an exact version where the server has one."]
        : [];

    /// <summary>The endpoint with a path below it; an endpoint's own path is kept.</summary>
    public static Uri At(Uri endpoint, string path) => new(endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/" + path.TrimStart('/'));
}
