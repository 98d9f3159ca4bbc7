using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Tests.Runs;

public sealed class CandidateTests
{
    private static readonly IntakeRules s_rules = new(new HashSet<string> { "Image" }, ["-1,2000"]);

    private static readonly MediaItem s_item = new()
    {
        Key = Guid.NewGuid(),
        Path = "-1,1063,1070",
        Name = "photo",
        TypeAlias = "Image",
        FileValue = "/media/photo.jpg",
        Trashed = false,
        Fields = new Dictionary<FieldKey, FieldValue> { [new FieldKey(Field.AltText, "en")] = FieldValue.OfText(null) },
    };

    [Test]
    public void An_image_of_which_nothing_is_known_is_wanted() => Assert.That(Choose(s_item).IsWanted, Is.True);

    [Test]
    public void What_may_not_or_cannot_be_looked_at_is_left_out_with_its_reason()
    {
        Assert.That(Choose(s_item with { Path = "-1,2000,3" }).LeftOutBecause, Is.EqualTo("Excluded"));
        Assert.That(Choose(s_item with { FileValue = null }).LeftOutBecause, Is.EqualTo("FileMissing"));
        Assert.That(Choose(s_item with { Fields = new Dictionary<FieldKey, FieldValue>() }).LeftOutBecause, Is.EqualTo("NotSetUp"));
        Assert.That(Choose(s_item, WorkState.Ignored).LeftOutBecause, Is.EqualTo("Ignored"));
    }

    [TestCase("Refused", "Refused")]
    [TestCase("BadImage", "BadImage")]
    [TestCase("imported", null)]
    [TestCase("FileMissing", null)]
    public void What_a_provider_refused_is_not_paid_for_again_and_what_was_only_skipped_here_is_looked_at(string reason, string? leftOut) =>
        Assert.That(Choose(s_item, WorkState.Skipped, reason), Is.EqualTo(new Choice(IsChosen: true, leftOut)));

    [Test]
    public void What_the_selection_does_not_mean_is_no_part_of_the_run_not_even_as_left_out()
    {
        Assert.That(Choose(s_item with { Trashed = true }), Is.EqualTo(Choice.NotMeant));
        Assert.That(Choose(s_item with { TypeAlias = "File" }), Is.EqualTo(Choice.NotMeant));
        Assert.That(Choose(s_item, selection: new RunSelection { MediaTypes = ["Article"] }), Is.EqualTo(Choice.NotMeant));
        Assert.That(Choose(s_item, selection: new RunSelection { Scope = ["-1,106"] }), Is.EqualTo(Choice.NotMeant), "106 is not 1063");
        Assert.That(Choose(s_item, selection: new RunSelection { Scope = ["-1,1063"] }).IsWanted, Is.True);
    }

    private static Choice Choose(MediaItem item, WorkState? state = null, string? reason = null, RunSelection? selection = null) =>
        new Candidate(item, KnownImage.Nothing with { State = state, ReasonCode = reason }).ChosenBy(selection ?? new RunSelection(), s_rules, "revision");
}
