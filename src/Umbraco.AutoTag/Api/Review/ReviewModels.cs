using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Api.Review;

/// <summary>Which suggestions of the review queue are meant. What is missing does not narrow.</summary>
public sealed record ReviewQuery
{
    /// <summary>Those that wait, or those that are written and not looked at yet.</summary>
    [FromQuery(Name = "queue")]
    public ReviewQueue Queue { get; init; }

    /// <summary>For this field.</summary>
    [FromQuery(Name = "field")]
    public Field? Field { get; init; }

    /// <summary>In this language, two letters.</summary>
    [StringLength(35)]
    [FromQuery(Name = "language")]
    public string? Language { get; init; }

    /// <summary>Of this value, by the key that the list of values gives it.</summary>
    [StringLength(ReviewValueKey.MaxLength)]
    [FromQuery(Name = "value")]
    public string? Value { get; init; }

    /// <summary>From the connection of this alias.</summary>
    [StringLength(100)]
    [FromQuery(Name = "connection")]
    public string? Connection { get; init; }

    /// <summary>Of this confidence.</summary>
    [FromQuery(Name = "band")]
    public ConfidenceBand? Band { get; init; }

    /// <summary>Of this age.</summary>
    [FromQuery(Name = "age")]
    public ReviewAge? Age { get; init; }

    /// <summary>In this folder or below it, by its key.</summary>
    [FromQuery(Name = "folder")]
    public Guid? Folder { get; init; }

    /// <summary>For the images of this run.</summary>
    [FromQuery(Name = "run")]
    public Guid? Run { get; init; }

    /// <summary>
    /// For these images, 80 at most: the 16 bytes of each key, in the order in which it is written, all in one word of Base64 for addresses.
    /// Written out, a page of images would be longer than web servers take an address to be.
    /// </summary>
    [ImageKeys]
    [FromQuery(Name = "images")]
    public string? Images { get; init; }
}

/// <summary>A page of images with open suggestions.</summary>
/// <param name="Items">Those with the newest suggestions first.</param>
/// <param name="Next">To be sent as <c>after</c> for the next page; null where this is the last.</param>
public sealed record ReviewImageList(IReadOnlyList<ReviewImageView> Items, string? Next);

/// <summary>An image with open suggestions.</summary>
/// <param name="MediaKey">The image.</param>
/// <param name="Name">Its name in the tree.</param>
/// <param name="Suggestions">Those that are meant.</param>
public sealed record ReviewImageView(Guid MediaKey, string Name, IReadOnlyList<ReviewSuggestion> Suggestions);

/// <summary>An open suggestion.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Field">For which field.</param>
/// <param name="Language">In which language.</param>
/// <param name="Value">The proposed text or keyword.</param>
/// <param name="Version">To be sent back with a decision.</param>
/// <param name="Confidence">0 to 1; null where its source gave none.</param>
/// <param name="ConfidenceSource">What that number is worth.</param>
/// <param name="PendingReason">Why it waits; null where it is written already.</param>
public sealed record ReviewSuggestion(
    Guid Id,
    Field Field,
    string Language,
    string Value,
    int Version,
    double? Confidence,
    ConfidenceSource ConfidenceSource,
    PendingReason? PendingReason);

/// <summary>A page of values that are suggested.</summary>
/// <param name="Items">The most frequent first.</param>
/// <param name="Next">To be sent as <c>after</c> for the next page; null where this is the last.</param>
/// <param name="IsWhole">False where only a part was counted, of a run the images that stand first, else the newest suggestions: there may be more of each value, and more values.</param>
public sealed record ReviewValueList(IReadOnlyList<ReviewValueView> Items, string? Next, bool IsWhole);

/// <summary>A value that is suggested for several images.</summary>
/// <param name="Key">By which it is asked for.</param>
/// <param name="Value">As it would be written.</param>
/// <param name="Field">For which field.</param>
/// <param name="Language">In which language.</param>
/// <param name="Count">For how many images.</param>
/// <param name="Samples">Some of them.</param>
public sealed record ReviewValueView(string Key, string Value, Field Field, string Language, long Count, IReadOnlyList<Guid> Samples);

/// <summary>All suggestions that are meant, to be decided at once.</summary>
/// <param name="Items">The newest first.</param>
/// <param name="IsAll">False where there are more than could be listed.</param>
public sealed record ReviewGroup(IReadOnlyList<ReviewGroupMember> Items, bool IsAll);

/// <summary>A suggestion of a group.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">To be sent back with a decision.</param>
/// <param name="Field">For which field.</param>
/// <param name="Value">The proposed text or keyword.</param>
public sealed record ReviewGroupMember(Guid Id, int Version, Field Field, string Value);

/// <summary>How many suggestions there are, by all that narrows them. Each facet counts with the choices of the others and without its own.</summary>
/// <param name="Total">Suggestions that are meant.</param>
/// <param name="Queues">By queue; both, always.</param>
/// <param name="Fields">By field.</param>
/// <param name="Languages">By language.</param>
/// <param name="Connections">By connection.</param>
/// <param name="Bands">By confidence, the surest first.</param>
/// <param name="Ages">By age, the newest first.</param>
/// <param name="Folders">The folders one step below the chosen one that hold most, or the topmost that the editor sees.</param>
/// <param name="Values">The most frequent values.</param>
/// <param name="Runs">The newest runs with suggestions for their images. An image that is in several counts in each.</param>
/// <param name="IsWhole">False where only a part of each queue was counted, of a run the images that stand first, of a value its newest suggestions: there may be more of each.</param>
/// <param name="ValuesAreWhole">The same for the values, which are counted so wherever a place or an age is chosen, or seen only in part.</param>
/// <param name="RunsAreWhole">The same for the runs, which are always counted so.</param>
public sealed record ReviewFacets(
    long Total,
    IReadOnlyList<ReviewCount<ReviewQueue>> Queues,
    IReadOnlyList<ReviewCount<Field>> Fields,
    IReadOnlyList<ReviewNameCount> Languages,
    IReadOnlyList<ReviewNameCount> Connections,
    IReadOnlyList<ReviewCount<ConfidenceBand>> Bands,
    IReadOnlyList<ReviewCount<ReviewAge>> Ages,
    IReadOnlyList<ReviewFolder> Folders,
    IReadOnlyList<ReviewValueView> Values,
    IReadOnlyList<ReviewRunCount> Runs,
    bool IsWhole,
    bool ValuesAreWhole,
    bool RunsAreWhole);

/// <summary>How many suggestions have something in common.</summary>
/// <param name="Value">What that is.</param>
/// <param name="Count">How many.</param>
public sealed record ReviewCount<T>(T Value, long Count);

/// <summary>How many suggestions have a name in common: a language, a connection.</summary>
/// <param name="Value">The name.</param>
/// <param name="Count">How many.</param>
public sealed record ReviewNameCount(string Value, long Count);

/// <summary>How many suggestions are for images in a folder or below it.</summary>
/// <param name="Key">The folder.</param>
/// <param name="Name">Its name.</param>
/// <param name="Count">How many.</param>
public sealed record ReviewFolder(Guid Key, string Name, long Count);

/// <summary>How many suggestions are for images of a run.</summary>
/// <param name="Id">The run.</param>
/// <param name="CreatedAt">When it was made, by which editors tell it from others: its note is for admins.</param>
/// <param name="Count">How many.</param>
public sealed record ReviewRunCount(Guid Id, DateTimeOffset CreatedAt, long Count);
