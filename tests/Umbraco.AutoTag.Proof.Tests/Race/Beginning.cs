using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Proof.Tests.Race;

/// <summary>What there is before the walk begins.</summary>
/// <param name="Name">As a test's name says it.</param>
/// <param name="PrepareAsync">Brings it about; leaves the item in the queue.</param>
internal sealed record Beginning(string Name, Func<RacedItem, Task> PrepareAsync)
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
    ];

    public override string ToString() => Name;
}
