using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Values;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Proof.Tests.Race;

/// <summary>Something that happens to an image while a worker walks it through the rooms.</summary>
/// <param name="Name">As a test's name says it.</param>
/// <param name="HappensAsync">Does it.</param>
/// <param name="IsHeard">True where AutoTag learns of it by a notification, which may be late or lost.</param>
internal sealed record Happening(string Name, Func<RacedItem, Task> HappensAsync, bool IsHeard = false)
{
    public static readonly IReadOnlyList<Happening> All =
    [
        new("a human types an alt text", item => item.EditsAsync(AltText, _ => Text("Typed by hand")), IsHeard: true),
        new("a human empties the alt text", item => item.EditsAsync(AltText, _ => Text(null)), IsHeard: true),
        new("a human types the machine's own words", item => item.EditsAsync(AltText, _ => Text(item.Words.AltText)), IsHeard: true),
        new("a human adds a keyword", item => item.EditsAsync(Keywords, now => FieldValue.OfKeywords(now.Parts.Append("holiday"))), IsHeard: true),
        new("a human removes a keyword", item => item.EditsAsync(Keywords, now => FieldValue.OfKeywords(now.Parts.Where(word => word != "dog"))), IsHeard: true),
        new("a human saves the item as it was with a title", item => item.SavesStaleAsync(Title, Text("My title")), IsHeard: true),
        new("it is deleted for good", item => item.DeletesAsync(), IsHeard: true),
        new("it is moved to the recycle bin", item => item.TrashesAsync(), IsHeard: true),
        new("it is moved to the recycle bin and back", async item =>
        {
            await item.TrashesAsync();
            await item.RestoresAsync();
        }, IsHeard: true),
        new("it is moved to an excluded folder", item => item.ExcludesAsync(), IsHeard: true),
        new("its file is replaced", item => item.ReplacesAsync(AnotherJpeg), IsHeard: true),
        new("its file is replaced and put back", async item =>
        {
            await item.ReplacesAsync(AnotherJpeg);
            await item.ReplacesAsync(Jpeg);
        }, IsHeard: true),
        new("an editor asks for a new answer", item => item.TagNowAsync(force: true)),
        new("an editor says never", item => item.IgnoresAsync()),
        new("an editor accepts a keyword", item => item.DecidesAsync(ReviewVerdict.Accept, suggestion => suggestion.Value == "perhaps a cat")),
        new("an editor rejects a keyword", item => item.DecidesAsync(ReviewVerdict.Reject, suggestion => suggestion.Value == "dog")),
        new("an editor accepts the alt text", item => item.DecidesAsync(ReviewVerdict.Accept, suggestion => suggestion.Field == AltText)),
        new("an editor rejects the alt text", item => item.DecidesAsync(ReviewVerdict.Reject, suggestion => suggestion.Field == AltText)),
        new("an editor writes another alt text", item => item.DecidesAsync(ReviewVerdict.Edit, suggestion => suggestion.Field == AltText, "An editor's words")),
        new("an editor takes the machine's words back", item => item.UndoesAsync()),
        new("another worker takes over", item => item.IsTakenOverAsync()),
        new("another worker takes over and a human types an alt text", async item =>
        {
            await item.IsTakenOverAsync();
            await item.EditsAsync(AltText, _ => Text("Typed by hand"));
        }, IsHeard: true),
    ];

    public override string ToString() => Name;
}
