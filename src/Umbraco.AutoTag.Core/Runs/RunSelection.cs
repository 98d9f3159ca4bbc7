using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Runs;

/// <summary>Which images a run looks at. Everything that is set must hold; a selection that sets nothing means the whole library.</summary>
public sealed record RunSelection
{
    /// <summary>The most images that can be named one by one.</summary>
    public const int MaxKeys = 10_000;

    /// <summary>Only what lies in this folder, at any depth.</summary>
    public Guid? Folder { get; init; }

    /// <summary>Only these images; empty where they are not named one by one.</summary>
    public IReadOnlyList<Guid> Keys { get; init; } = [];

    /// <summary>Only these media types, by alias; empty for all that AutoTag handles.</summary>
    public IReadOnlyList<string> MediaTypes { get; init; } = [];

    /// <summary>Only images that have a place for this field and nothing in it.</summary>
    public Field? Missing { get; init; }

    /// <summary>Only images with a field of this owner; of <see cref="Missing"/>'s field where that is set.</summary>
    public Owner? Owner { get; init; }

    /// <summary>Only images that were last looked at under another revision than the present one.</summary>
    public bool OtherRevision { get; init; }

    /// <summary>
    /// Only what is stale or missing: images that were not looked at under the present revision, were not given up and not brought in by another tool, with a field that is empty or AutoTag's.
    /// </summary>
    public bool StaleOrMissing { get; init; }

    /// <summary>Only images that were given up.</summary>
    public bool Failed { get; init; }

    /// <summary>Only images that were uploaded at this moment or later.</summary>
    public DateTimeOffset? UploadedSince { get; init; }

    /// <summary>Only images that were uploaded before this moment.</summary>
    public DateTimeOffset? UploadedBefore { get; init; }

    /// <summary>Only images with this keyword, in whatever case.</summary>
    public string? Keyword { get; init; }

    /// <summary>Only images whose file has a name of this form, in whatever case; <c>*</c> stands for any characters and <c>?</c> for one.</summary>
    public string? FileName { get; init; }

    /// <summary>
    /// Asks nobody: what is known of the images is decided anew, under the rules of now. Only images that were looked at, and what a person has
    /// decided stays.
    /// </summary>
    public bool DecideAnew { get; init; }

    /// <summary>The part of the library that its maker may see, as id paths; null for all of it.</summary>
    public IReadOnlyList<string>? Scope { get; init; }
}
