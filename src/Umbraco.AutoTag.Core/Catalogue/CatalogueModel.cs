namespace Umbraco.AutoTag.Core.Catalogue;

/// <summary>A model that looks at pictures, as a list tells of it. Lists have wrong and stale rows: good for choosing and for estimates.</summary>
public sealed record CatalogueModel
{
    /// <summary>Who serves it, in a word: <c>anthropic</c>, <c>openrouter</c>.</summary>
    public required string Vendor { get; init; }

    /// <summary>As a request names it.</summary>
    public required string Id { get; init; }

    /// <summary>Its name for people; null where the list has none beside the id.</summary>
    public string? Name { get; init; }

    /// <summary>US dollars per million tokens read; null where unknown.</summary>
    public decimal? UsdPerMillionInputTokens { get; init; }

    /// <summary>US dollars per million tokens written; null where unknown.</summary>
    public decimal? UsdPerMillionOutputTokens { get; init; }

    /// <summary>The most tokens of question and picture; null where unknown.</summary>
    public int? ContextTokens { get; init; }

    /// <summary>The most tokens of an answer; null where unknown.</summary>
    public int? OutputTokens { get; init; }

    /// <summary>Whether its answers can be held to a JSON schema; null where unknown.</summary>
    public bool? StructuredAnswers { get; init; }

    /// <summary>The day it is switched off; null where none is known.</summary>
    public DateOnly? RetiresOn { get; init; }
}
