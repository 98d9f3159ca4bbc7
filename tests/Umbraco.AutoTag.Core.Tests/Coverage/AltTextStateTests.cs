using Umbraco.AutoTag.Core.Coverage;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Tests.Coverage;

public sealed class AltTextStateTests
{
    private static readonly Guid s_editor = Guid.NewGuid();

    [Test]
    public void An_empty_text_that_nobody_decided_about_is_missing() => Assert.That(Of(null), Is.EqualTo(AltTextState.Missing));

    [Test]
    public void A_text_that_AutoTag_never_wrote_is_a_persons() => Assert.That(Of("Rex"), Is.EqualTo(AltTextState.Human));

    [Test]
    public void A_text_that_AutoTag_wrote_is_unreviewed() => Assert.That(Of("Two dogs", [Wrote("Two dogs")]), Is.EqualTo(AltTextState.Unreviewed));

    [Test]
    public void A_text_that_AutoTag_wrote_and_somebody_said_yes_to_is_accepted() =>
        Assert.That(Of("Two dogs", [Wrote("Two dogs")], "two dogs"), Is.EqualTo(AltTextState.Accepted));

    [Test]
    public void A_suggestion_that_was_written_by_its_acceptance_is_accepted() =>
        Assert.That(Of("Two dogs", [Wrote("Two dogs") with { DecidedBy = s_editor }], "Two dogs"), Is.EqualTo(AltTextState.Accepted));

    [Test]
    public void An_editors_own_words_in_place_of_the_suggestion_are_a_persons() =>
        Assert.That(Of("Rex", [Wrote("Rex") with { DecidedBy = s_editor }]), Is.EqualTo(AltTextState.Human));

    [Test]
    public void One_letter_that_was_changed_since_makes_it_a_persons() => Assert.That(Of("Two dogs.", [Wrote("Two dogs")], "Two dogs"), Is.EqualTo(AltTextState.Human));

    [Test]
    public void A_picture_that_was_called_decorative_is_so() =>
        Assert.That(Of(null, [Wrote(null) with { DecidedBy = s_editor, IsDecorative = true }]), Is.EqualTo(AltTextState.Decorative));

    [Test]
    public void A_decorative_picture_that_somebody_describes_after_all_is_a_persons() =>
        Assert.That(Of("Rex", [Wrote(null) with { DecidedBy = s_editor, IsDecorative = true }]), Is.EqualTo(AltTextState.Human));

    [Test]
    public void A_text_that_was_taken_out_by_hand_is_empty_on_purpose() =>
        Assert.That(Of(null, [Wrote("Two dogs", before: "A dog")]), Is.EqualTo(AltTextState.Decorative));

    [Test]
    public void A_text_that_a_stale_save_lost_is_missing() => Assert.That(Of(null, [Wrote("Two dogs")]), Is.EqualTo(AltTextState.Missing));

    [Test]
    public void A_text_that_an_undo_or_a_no_took_back_is_missing() =>
        Assert.That(Of(null, [Wrote(null, before: "Two dogs") with { DecidedBy = s_editor }, Wrote("Two dogs")]), Is.EqualTo(AltTextState.Missing));

    [Test]
    public void A_write_that_a_crash_prevented_leaves_it_missing() => Assert.That(Of(null, [Wrote("Two dogs") with { Confirmed = false }]), Is.EqualTo(AltTextState.Missing));

    private static AltTextState Of(string? current, FieldWrite[]? writes = null, params string[] accepted) =>
        AltTextStates.Of(FieldValue.OfText(current), writes ?? [], accepted);

    private static FieldWrite Wrote(string? text, string? before = null) => new()
    {
        Id = Guid.CreateVersion7(),
        MediaKey = Guid.NewGuid(),
        Field = new FieldKey(Field.AltText, "en"),
        Before = FieldValue.OfText(before),
        After = FieldValue.OfText(text),
        DecidedBy = null,
        RevisionId = null,
        WrittenAt = DateTimeOffset.UnixEpoch,
        Confirmed = true,
    };
}
