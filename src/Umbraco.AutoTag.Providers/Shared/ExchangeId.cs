using Umbraco.AutoTag.Core.Text;

namespace Umbraco.AutoTag.Providers.Shared;

/// <summary>A system's id of an exchange, fit to be kept in the ledger: it is a stranger's text like any other.</summary>
public static class ExchangeId
{
    private const int MaxLength = 100;

    /// <summary>The id on one line without markup, at most 100 characters; null where nothing is left of it.</summary>
    public static string? Of(string? raw) => UntrustedText.Clean(raw, MaxLength) is { Length: > 0 } id ? id : null;
}
