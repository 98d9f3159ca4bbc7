using System.ComponentModel.DataAnnotations;
using Umbraco.AutoTag.Core.Profiles;

namespace Umbraco.AutoTag.Api.Profiles;

/// <summary>The profile as it can be edited.</summary>
/// <param name="Settings">The saved ones where there are any that can be read; else the configuration's.</param>
/// <param name="IsSaved">True where a saved profile holds; false where the configuration's does.</param>
/// <param name="IsUnreadable">True where a newer version of AutoTag saved the profile and this one cannot read it: AutoTag waits, and the settings are the configuration's.</param>
/// <param name="SavedAt">When it was saved, or when somebody went back to the configuration; null where nobody ever did either.</param>
/// <param name="SavedBy">Who did; null where nobody did, or where that user is gone.</param>
/// <param name="Note">What was noted with it.</param>
/// <param name="Version">Which save this is: to be sent along with the next one, so that nobody overwrites what they have not seen. Null before the first.</param>
/// <param name="Problems">What is wrong with the settings where AutoTag waits for them to be mended; empty where all is well.</param>
/// <param name="Configured">The settings as the configuration has them.</param>
/// <param name="Connections">Who can look, the file's own metadata first.</param>
/// <param name="Languages">The languages of the site, two letters each, the default first.</param>
public sealed record ProfileView(
    ProfileSettings Settings,
    bool IsSaved,
    bool IsUnreadable,
    DateTimeOffset? SavedAt,
    Person? SavedBy,
    string? Note,
    long? Version,
    IReadOnlyList<ProfileProblem> Problems,
    ProfileSettings Configured,
    IReadOnlyList<ProfileConnection> Connections,
    IReadOnlyList<string> Languages);

/// <summary>Something that is wrong with the settings of a profile.</summary>
/// <param name="Key">The setting as configuration names it, for example <c>AutoTag:Profile:Steps:0:Connection</c>, counted from 0. It may name what encloses the setting.</param>
/// <param name="Message">What is wrong and how to mend it, in English.</param>
public sealed record ProfileProblem(string Key, string Message);

/// <summary>A connection that a step can ask. Holds no secret.</summary>
/// <param name="Alias">Its name.</param>
/// <param name="Name">Its provider's own name.</param>
/// <param name="Tasks">What it can be asked.</param>
/// <param name="UsualTasks">What it is asked where a step names no tasks.</param>
/// <param name="Model">The model it asks for where a step names none; null where it names none either.</param>
/// <param name="IsPinnable">True where a request can name a version of a model that stays the same.</param>
/// <param name="IsAskedInWords">True for a language model: it is told the brand sheet, and answers questions.</param>
/// <param name="Models">The models that are known where it leads, without those that are over; any other may be typed.</param>
public sealed record ProfileConnection(
    string Alias,
    string Name,
    IReadOnlyList<string> Tasks,
    IReadOnlyList<string> UsualTasks,
    string? Model,
    bool IsPinnable,
    bool IsAskedInWords,
    IReadOnlyList<ProfileModel> Models);

/// <summary>A model that can be named.</summary>
/// <param name="Id">As a request names it.</param>
/// <param name="Name">Its name for people; null where none is known beside the id.</param>
/// <param name="UsdPerThousand">What it likely costs to ask it about 1,000 images as usual, in US dollars, at the image size that is saved; null where nobody knows.</param>
/// <param name="EndsOn">The day it is switched off; null where none is known.</param>
public sealed record ProfileModel(string Id, string? Name, decimal? UsdPerThousand, DateOnly? EndsOn);

/// <summary>Settings that are tried without being saved.</summary>
/// <param name="Settings">The settings.</param>
public sealed record PreviewProfile([Required] ProfileSettings Settings);

/// <summary>What would come of settings.</summary>
/// <param name="Problems">What is wrong with them; where anything is, nothing else is told, and they cannot be saved.</param>
/// <param name="Changes">What would change from the settings in force.</param>
/// <param name="AsksAnew">True where images that are tagged again are asked about anew, and paid for; false where what is known of them is only decided anew, which is free.</param>
/// <param name="Prices">What each step costs at usual picture sizes.</param>
/// <param name="RunsUnderWay">How many runs are running: they go on with the new settings, whatever was foretold of their price. From 0.</param>
/// <param name="BatchesUnderWay">How many batches are being built or are with a vendor: what was asked in them was asked with the settings in force. From 0.</param>
public sealed record ProfilePreview(
    IReadOnlyList<ProfileProblem> Problems,
    IReadOnlyList<RevisionChange> Changes,
    bool AsksAnew,
    IReadOnlyList<ProfilePrice> Prices,
    int RunsUnderWay,
    int BatchesUnderWay);

/// <summary>What asking a connection for a model likely costs.</summary>
/// <param name="Connection">Alias of the connection.</param>
/// <param name="Model">The model; null where none is named.</param>
/// <param name="ImageSize">Longest side of the picture, in pixels: 512, 1024 or 2048.</param>
/// <param name="UsdPerThousand">For 1,000 images, in US dollars, by prices alone; null where nobody knows.</param>
public sealed record ProfilePrice(string Connection, string? Model, int ImageSize, decimal? UsdPerThousand);

/// <summary>Settings to be saved.</summary>
/// <param name="Settings">The settings.</param>
/// <param name="Version">The version that was seen before; null where none was.</param>
/// <param name="Note">For whoever reads the history.</param>
public sealed record SaveProfile([Required] ProfileSettings Settings, long? Version = null, [StringLength(400)] string? Note = null);
