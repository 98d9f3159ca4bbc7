namespace Umbraco.AutoTag.Core.Providers;

/// <summary>
/// The languages a system answers in, as its vendor says. Where a vendor does not say, that is unknown, which is not the same as any: who is unknown is
/// asked and may answer in another language than the one asked for; who answers in others is not asked at all.
/// </summary>
public sealed record AnswerLanguages
{
    private readonly IReadOnlyList<(VisionTasks Tasks, AnswerLanguages Languages)> _exceptions = [];

    private AnswerLanguages(LanguageKnowledge knowledge, IReadOnlyList<string> codes) => (Knowledge, Codes) = (knowledge, codes);

    private AnswerLanguages(AnswerLanguages rule, IReadOnlyList<(VisionTasks Tasks, AnswerLanguages Languages)> exceptions)
        : this(rule.Knowledge, rule.Codes) => _exceptions = exceptions;

    /// <summary>The vendor does not say.</summary>
    public static AnswerLanguages Unknown { get; } = new(LanguageKnowledge.Unknown, []);

    /// <summary>Whatever language: what it says is what a person wrote or named, in the language that person chose.</summary>
    public static AnswerLanguages Any { get; } = new(LanguageKnowledge.Any, []);

    /// <summary>These and no others.</summary>
    /// <param name="codes">Two-letter ISO 639-1, lower case, at least one.</param>
    public static AnswerLanguages Only(params IReadOnlyList<string> codes) => codes.Count > 0
        ? new AnswerLanguages(LanguageKnowledge.Listed, codes)
        : throw new ArgumentException("A list of languages names at least one; where the vendor names none they are unknown.", nameof(codes));

    /// <summary>What is known.</summary>
    public LanguageKnowledge Knowledge { get; }

    /// <summary>The languages, where they are listed; empty where they are not.</summary>
    public IReadOnlyList<string> Codes { get; }

    /// <summary>The same, but for what these tasks are answered with.</summary>
    public AnswerLanguages But(VisionTasks tasks, AnswerLanguages languages) => new(this, [.. _exceptions, (tasks, languages)]);

    /// <summary>The languages one task is answered in.</summary>
    public AnswerLanguages Of(VisionTasks task)
    {
        foreach ((VisionTasks tasks, AnswerLanguages languages) in _exceptions)
        {
            if (tasks.HasFlag(task))
            {
                return languages;
            }
        }

        return this;
    }

    /// <summary>True where the vendor says that it does not answer in this language.</summary>
    public bool Exclude(string language) => Knowledge == LanguageKnowledge.Listed && !Codes.Contains(language, StringComparer.OrdinalIgnoreCase);
}

/// <summary>What is known of a system's languages.</summary>
public enum LanguageKnowledge
{
    /// <summary>Nothing: the vendor does not say.</summary>
    Unknown,

    /// <summary>That no language is out of the question.</summary>
    Any,

    /// <summary>All of them, by name.</summary>
    Listed,
}
