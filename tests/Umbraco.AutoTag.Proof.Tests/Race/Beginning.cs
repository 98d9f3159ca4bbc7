using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Proof.Tests.Race;

/// <summary>What there is before the walk begins.</summary>
/// <param name="Name">As a test's name says it.</param>
/// <param name="PrepareAsync">Brings it about; leaves the item in the queue.</param>
/// <param name="Raced">At which borders of the walk.</param>
internal sealed record Beginning(string Name, Func<RacedItem, Task> PrepareAsync, Raced Raced = Raced.FourthAtEach)
{
    public static readonly IReadOnlyList<Beginning> All =
    [
        new("a first look", item => item.UploadedAsync()),
        new("another look", async item =>
        {
            await item.UploadedAsync();
            await item.Site.WorkAsync();
            item.Rewords();
            await item.TagNowAsync(force: true);
        }),
        new("a look after a human's edit", async item =>
        {
            await item.UploadedAsync();
            await item.Site.WorkAsync();
            await item.HumanAsync(() =>
            {
                item.Site.Library.EditorSaves(item.Key, AltText, Text("My own words"));
                return item.UploadedAsync();
            });
        }),
        new("a first look in two steps", item =>
        {
            item.IsLookedAtInTwoSteps();
            return item.UploadedAsync();
        }, Raced.SomeWhereNew),
        new("a first look by a fallback", item =>
        {
            item.IsRefused();
            return item.UploadedAsync();
        }, Raced.SomeWhereNew),
        new("an editor asks what would be suggested", item => item.SuggestAsync(), Raced.SomeAtEach),
    ];

    public override string ToString() => Name;
}

/// <summary>What a beginning is raced at, unless all races are wanted.</summary>
internal enum Raced
{
    /// <summary>A fourth of what can happen at each border, and all of it at four in a row.</summary>
    FourthAtEach,

    /// <summary>Some of what can happen at each border, and by and by all of it.</summary>
    SomeAtEach,

    /// <summary>The same at the borders that a first look has not, or not so often.</summary>
    SomeWhereNew,
}
