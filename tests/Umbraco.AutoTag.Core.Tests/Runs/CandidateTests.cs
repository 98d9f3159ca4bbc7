using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Tests.Runs;

public sealed class CandidateTests
{
    private static readonly IntakeRules s_rules = new(new HashSet<string> { "Image" }, ["-1,2000"]);

    private static readonly DateTimeOffset s_uploaded = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private static readonly MediaItem s_item = new()
    {
        Key = Guid.NewGuid(),
        Path = "-1,1063,1070",
        Name = "photo",
        TypeAlias = "Image",
        FileValue = "/media/photo.jpg",
        FileName = "photo.jpg",
        UploadedAt = s_uploaded,
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

    [Test]
    public void The_age_of_an_image_counts_from_its_upload_and_the_day_after_the_last_is_outside()
    {
        Assert.That(Choose(s_item, selection: new RunSelection { UploadedSince = s_uploaded }).IsWanted, Is.True);
        Assert.That(Choose(s_item, selection: new RunSelection { UploadedSince = s_uploaded.AddTicks(1) }), Is.EqualTo(Choice.NotMeant));
        Assert.That(Choose(s_item, selection: new RunSelection { UploadedBefore = s_uploaded }), Is.EqualTo(Choice.NotMeant));
        Assert.That(Choose(s_item, selection: new RunSelection { UploadedBefore = s_uploaded.AddTicks(1) }).IsWanted, Is.True);
    }

    [TestCase("Harbour", true)]
    [TestCase("sunset ", true)]
    [TestCase("harb", false)]
    public void A_keyword_is_found_whatever_its_case_and_only_as_a_whole(string keyword, bool isWanted)
    {
        MediaItem item = s_item with
        {
            Fields = new Dictionary<FieldKey, FieldValue> { [new FieldKey(Field.Keywords, "en")] = FieldValue.OfKeywords(["harbour", "Sunset"]) },
        };

        Assert.That(Choose(item, selection: new RunSelection { Keyword = keyword }).IsWanted, Is.EqualTo(isWanted));
    }

    [TestCase("another", WorkState.Done, "", true)]
    [TestCase(null, null, "", true)]
    [TestCase("revision", WorkState.Done, "", false)]
    [TestCase("another", WorkState.Failed, "", false)]
    [TestCase("another", WorkState.Done, "a person's words", false)]
    [TestCase(null, WorkState.Skipped, "", false)]
    public void Stale_or_missing_is_what_the_present_revision_has_not_seen_and_may_write(string? lastRevision, WorkState? state, string altText, bool isWanted)
    {
        MediaItem item = s_item with { Fields = new Dictionary<FieldKey, FieldValue> { [new FieldKey(Field.AltText, "en")] = FieldValue.OfText(altText) } };
        var candidate = new Candidate(item, KnownImage.Nothing with { State = state, ReasonCode = state == WorkState.Skipped ? WorkItem.ImportedCode : null, RevisionId = lastRevision });

        Assert.That(candidate.ChosenBy(new RunSelection { StaleOrMissing = true }, s_rules, "revision").IsWanted, Is.EqualTo(isWanted));
    }

    [TestCase("photo.jpg", true)]
    [TestCase("PHOTO.*", true)]
    [TestCase("p?oto.jpg", true)]
    [TestCase("photo", false)]
    [TestCase("*.png", false)]
    [TestCase("*(1)*", false)]
    public void A_file_name_is_matched_as_a_whole_with_stars_and_question_marks(string form, bool isWanted) =>
        Assert.That(Choose(s_item, selection: new RunSelection { FileName = form }).IsWanted, Is.EqualTo(isWanted));

    [Test]
    public void An_image_without_a_file_has_no_file_name_to_match() =>
        Assert.That(Choose(s_item with { FileValue = null, FileName = null }, selection: new RunSelection { FileName = "*" }), Is.EqualTo(Choice.NotMeant));

    private static Choice Choose(MediaItem item, WorkState? state = null, string? reason = null, RunSelection? selection = null) =>
        new Candidate(item, KnownImage.Nothing with { State = state, ReasonCode = reason }).ChosenBy(selection ?? new RunSelection(), s_rules, "revision");
}
