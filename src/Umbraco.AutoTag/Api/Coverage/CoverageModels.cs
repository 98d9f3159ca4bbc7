using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Umbraco.AutoTag.Core.Coverage;

namespace Umbraco.AutoTag.Api.Coverage;

/// <summary>How many images have an alternative text, of the part of the library the editor sees.</summary>
/// <param name="Numbers">The numbers.</param>
/// <param name="Here">The images that lie directly in the chosen folder, or in the root; null where there are none.</param>
/// <param name="Folders">The folders one step below the chosen one, or the topmost that the editor sees; those with the most missing first.</param>
/// <param name="MoreFolders">How many folders there are besides.</param>
/// <param name="CountedAt">When the whole library was last gone through; null where that is still under way for the first time: there may be more than this.</param>
/// <param name="Trend">The whole library day by day, the oldest first; null for editors who see a part of it, because the days are not kept by folder.</param>
public sealed record CoverageView(
    CoverageNumbers Numbers,
    CoverageNumbers? Here,
    IReadOnlyList<CoverageFolder> Folders,
    int MoreFolders,
    DateTimeOffset? CountedAt,
    IReadOnlyList<CoverageDayView>? Trend);

/// <summary>Images by whose word their alternative text is.</summary>
/// <param name="Missing">Without an alternative text.</param>
/// <param name="Human">With a person's.</param>
/// <param name="Accepted">With AutoTag's, which a person said yes to.</param>
/// <param name="Unreviewed">With AutoTag's, which nobody has looked at.</param>
/// <param name="Decorative">Empty on purpose.</param>
/// <param name="NotCovered">Not covered by AutoTag: nobody knows. They are in none of the numbers that follow.</param>
/// <param name="Covered">All that AutoTag covers.</param>
/// <param name="Served">Those of them that have an alternative text or are empty on purpose.</param>
/// <param name="Confirmed">Those of them that a person has written, confirmed or called decorative.</param>
public sealed record CoverageNumbers(
    long Missing, long Human, long Accepted, long Unreviewed, long Decorative, long NotCovered, long Covered, long Served, long Confirmed)
{
    internal static CoverageNumbers Of(CoverageCounts counts) => new(
        counts.Missing,
        counts.Human,
        counts.Accepted,
        counts.Unreviewed,
        counts.Decorative,
        counts.NotCovered,
        counts.Covered,
        counts.Served,
        counts.Confirmed);
}

/// <summary>The numbers of a folder and all below it.</summary>
/// <param name="Key">The folder.</param>
/// <param name="Name">Its name.</param>
/// <param name="HasFolders">True where images lie in folders below it.</param>
/// <param name="Numbers">The numbers.</param>
public sealed record CoverageFolder(Guid Key, string Name, bool HasFolders, CoverageNumbers Numbers);

/// <summary>The numbers of a day.</summary>
/// <param name="Day">The day, UTC.</param>
/// <param name="Numbers">The numbers at its end, or now.</param>
public sealed record CoverageDayView(DateOnly Day, CoverageNumbers Numbers);

/// <summary>Which images are meant.</summary>
public sealed record CoverageQuery
{
    /// <summary>In this state.</summary>
    [FromQuery(Name = "state")]
    public AltTextState State { get; init; }

    /// <summary>In this folder or below it, by its key.</summary>
    [FromQuery(Name = "folder")]
    public Guid? Folder { get; init; }

    /// <summary>Where the page before ended.</summary>
    [StringLength(1_000)]
    [FromQuery(Name = "after")]
    public string? After { get; init; }

    /// <summary>How many.</summary>
    [Range(1, 100)]
    [FromQuery(Name = "take")]
    public int Take { get; init; } = 24;
}

/// <summary>A page of images.</summary>
/// <param name="Items">Those of a folder together.</param>
/// <param name="Next">To be sent as <c>after</c> for the next page; null where this is the last.</param>
public sealed record CoverageImageList(IReadOnlyList<CoverageImage> Items, string? Next);

/// <summary>An image of a list.</summary>
/// <param name="MediaKey">The image.</param>
/// <param name="Name">Its name in the tree.</param>
/// <param name="Folders">The names of the folders it lies in, from the topmost that the editor sees.</param>
/// <param name="MediaType">Alias of its media type.</param>
/// <param name="AltText">Its alternative text; null where it has none.</param>
/// <param name="OpenSuggestions">How many suggestions for it are to be looked at.</param>
/// <param name="Queue">The queue of the review where they are; null where there are none.</param>
public sealed record CoverageImage(
    Guid MediaKey,
    string Name,
    IReadOnlyList<string> Folders,
    string MediaType,
    string? AltText,
    int OpenSuggestions,
    Core.Suggestions.ReviewQueue? Queue);
