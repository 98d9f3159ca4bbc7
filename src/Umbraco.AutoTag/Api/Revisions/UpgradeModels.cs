using System.ComponentModel.DataAnnotations;
using Umbraco.AutoTag.Api.Runs;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Api.Revisions;

/// <summary>The models that could be exchanged for others.</summary>
/// <param name="Items">In the order of the profile's steps.</param>
public sealed record UpgradeChoices(IReadOnlyList<UpgradeChoice> Items);

/// <summary>A model that the profile asks for.</summary>
/// <param name="Connection">Alias of the connection that is asked for it.</param>
/// <param name="System">Its provider's own name.</param>
/// <param name="Model">The model, as the configuration names it.</param>
/// <param name="IsPinnable">True where a request can name a version of a model that stays the same.</param>
/// <param name="Others">Other models that are known where this connection leads, without those that are over; any other may be typed.</param>
public sealed record UpgradeChoice(string Connection, string System, string Model, bool IsPinnable, IReadOnlyList<OtherModel> Others);

/// <summary>A known model.</summary>
/// <param name="Id">As a request names it.</param>
/// <param name="RetiresOn">The day it is switched off; null where none is known.</param>
public sealed record OtherModel(string Id, DateOnly? RetiresOn);

/// <summary>One model in the place of another.</summary>
/// <param name="Connection">Alias of the connection.</param>
/// <param name="From">The model it is asked for now.</param>
/// <param name="To">The model that is tried: letters, digits and <c>. _ : @ / + -</c>, at most 200.</param>
public sealed record UpgradeModel(
    [Required, StringLength(200)] string Connection,
    [Required, StringLength(200)] string From,
    [Required, StringLength(200), RegularExpression(UpgradeModel.NameOfAModel, ErrorMessage = "This is not the name of a model.")] string To)
{
    /// <summary>It becomes part of the address at some vendors.</summary>
    internal const string NameOfAModel = @"^(?!.*\.\.)[A-Za-z0-9@][A-Za-z0-9._:@/+\-]*$";
}

/// <summary>Asks for images by which another model can be tried.</summary>
/// <param name="Upgrade">Which model, in the place of which.</param>
/// <param name="Take">How many images.</param>
public sealed record NewUpgradeSample([Required] UpgradeModel Upgrade, [Range(1, ChooseSample.Most)] int Take);

/// <summary>Images by which another model can be tried, and what it all costs.</summary>
/// <param name="Images">Evenly from all over the library, those first of which is known what the present model says.</param>
/// <param name="Present">What asking the present model about them costs, where that is not known; null where there are none.</param>
/// <param name="Other">What asking the other model about them costs; null where there are none.</param>
/// <param name="Library">What looking at the whole library with the other model would cost.</param>
/// <param name="Destination">Where pictures go under the other model.</param>
public sealed record UpgradeSampleView(
    IReadOnlyList<SampleImageView> Images, EstimateView? Present, EstimateView? Other, EstimateView Library, Destination Destination);

/// <summary>What two models make of an image, as if nothing was in its fields and nobody had decided anything. Nothing was written.</summary>
/// <param name="MediaKey">The image.</param>
/// <param name="Name">Its name in the tree.</param>
/// <param name="Fields">What both say, and what only one says; empty where one of them did not answer.</param>
/// <param name="Present">The model of now.</param>
/// <param name="Other">The other one.</param>
/// <param name="Cost">What comparing has just cost, failed attempts included; zero where everything was known.</param>
public sealed record ComparedView(Guid MediaKey, string Name, IReadOnlyList<ComparedFieldView> Fields, ModelAnswerView Present, ModelAnswerView Other, RunCost Cost);

/// <summary>A field under two models.</summary>
/// <param name="Field">Which field.</param>
/// <param name="Language">Its language, two letters.</param>
/// <param name="Kept">What both say: keywords, or the text.</param>
/// <param name="Gained">What only the other one says.</param>
/// <param name="Lost">What only the model of now says.</param>
public sealed record ComparedFieldView(Field Field, string Language, IReadOnlyList<string> Kept, IReadOnlyList<string> Gained, IReadOnlyList<string> Lost);

/// <summary>One model's side.</summary>
/// <param name="HasAnswered">False where it said nothing.</param>
/// <param name="IsNotNeeded">True where nobody asked it, because an earlier step of the profile was sure enough.</param>
/// <param name="Waiting">How many values would wait for an editor.</param>
/// <param name="Cost">What its answer cost, whenever it was given; null where nobody knows.</param>
/// <param name="Credits">The credits it took; null where it does not count in them, or nobody knows.</param>
/// <param name="Seconds">How long its answer took; null where nobody knows, or where it came in a batch.</param>
/// <param name="Reported">The model that answered by its own word; null where it does not say.</param>
/// <param name="ReasonCode">Why a part is missing, or all: a stable word; null where all is well.</param>
/// <param name="Reason">The same for people, in English.</param>
public sealed record ModelAnswerView(
    bool HasAnswered, bool IsNotNeeded, int Waiting, Money? Cost, decimal? Credits, double? Seconds, string? Reported, string? ReasonCode, string? Reason);
