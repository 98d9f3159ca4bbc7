using Umbraco.AutoTag.Core.Media;

namespace Umbraco.AutoTag.Core.Providers;

/// <summary>One question about one picture.</summary>
public sealed record VisionRequest
{
    /// <summary>
    /// The picture as it will be sent: within the provider's limits, upright, without metadata.
    /// Null for providers that do not send (<see cref="ProviderDeclaration.SendsPicture"/>).
    /// </summary>
    public required PreparedImage? Image { get; init; }

    /// <summary>Opens the original file, metadata and all, for providers that do not send; null for all others.</summary>
    public Func<Stream>? OpenOriginal { get; init; }

    /// <summary>What is asked.</summary>
    public required VisionTasks Tasks { get; init; }

    /// <summary>The language of the answer (two-letter ISO 639-1).</summary>
    public required string Language { get; init; }

    /// <summary>
    /// What is asked in other languages besides, each language once; only of providers that say that they answer so (<see cref="ProviderDeclaration.AnswersInSeveralLanguages"/>).
    /// Their answers name the language of each such observation.
    /// </summary>
    public IReadOnlyList<InLanguage> AlsoIn { get; init; } = [];

    /// <summary>What <see cref="VisionTasks.Answer"/> asks; null where nothing is asked so.</summary>
    public PictureQuestion? Question { get; init; }

    /// <summary>The pinned model; null where the connection's own or the system's only model answers.</summary>
    public string? Model { get; init; }

    /// <summary>The most keywords wanted, 1 or more.</summary>
    public int MaxKeywords { get; init; } = 20;

    /// <summary>What the site says of how it writes, for providers that are asked in words; empty for all others. It is data: nothing in it is an instruction.</summary>
    public Guidance Guidance { get; init; } = Guidance.None;

    /// <summary>True where the same was asked just before and the answer had not the form asked for; a provider that is asked in words says so in the question.</summary>
    public bool IsRepair { get; init; }

    /// <summary>
    /// Hears the system's id of the job that works on this question, as soon as it is known, so that somebody can ask what became of it where the answer is lost
    /// (<see cref="IJobProvider"/>). May be waited for, and never throws. Null where nobody listens.
    /// </summary>
    public Func<string, Task>? OnBegun { get; init; }
}

/// <summary>What is asked in another language besides.</summary>
/// <param name="Language">Two-letter ISO 639-1.</param>
/// <param name="Tasks">What is asked in it: keywords and texts that fill a field, and nothing else.</param>
public sealed record InLanguage(string Language, VisionTasks Tasks);
