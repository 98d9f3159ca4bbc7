using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Tests.Suggestions;

public sealed class OwnershipTests
{
    private static readonly FieldKey s_altText = new(Field.AltText, "en");

    [Test]
    public void An_empty_field_that_was_never_written_is_nobodys() =>
        Assert.That(Ownership.Of(FieldValue.OfText("  "), []), Is.EqualTo(Owner.Nobody));

    [Test]
    public void A_value_that_autotag_never_wrote_is_the_humans() =>
        Assert.That(Ownership.Of(FieldValue.OfText("Rex"), []), Is.EqualTo(Owner.Human));

    [Test]
    public void A_value_that_is_exactly_what_autotag_wrote_is_autotags() =>
        Assert.That(Ownership.Of(FieldValue.OfText("Two dogs"), [Wrote("Two dogs")]), Is.EqualTo(Owner.AutoTag));

    [TestCase("Two dogs.")]
    [TestCase("two dogs")]
    [TestCase("")]
    public void One_changed_letter_or_an_emptied_field_is_the_humans(string current) =>
        Assert.That(Ownership.Of(FieldValue.OfText(current), [Wrote("Two dogs")]), Is.EqualTo(Owner.Human));

    [Test]
    public void A_value_that_an_editor_accepted_is_the_humans() =>
        Assert.That(Ownership.Of(FieldValue.OfText("Two dogs"), [Wrote("Two dogs") with { DecidedBy = Guid.NewGuid() }]), Is.EqualTo(Owner.Human));

    [Test]
    public void A_write_that_a_crash_prevented_does_not_make_the_empty_field_the_humans() =>
        Assert.That(Ownership.Of(FieldValue.OfText(null), [Wrote("Two dogs") with { Confirmed = false }]), Is.EqualTo(Owner.Nobody));

    [Test]
    public void A_write_that_a_crash_left_unconfirmed_is_autotags_all_the_same() =>
        Assert.That(Ownership.Of(FieldValue.OfText("Two dogs"), [Wrote("Two dogs") with { Confirmed = false }]), Is.EqualTo(Owner.AutoTag));

    [Test]
    public void Keywords_in_another_order_are_the_humans()
    {
        FieldWrite wrote = Wrote("x") with { After = FieldValue.OfKeywords(["dog", "window"]) };

        Assert.That(Ownership.Of(FieldValue.OfKeywords(["window", "dog"]), [wrote]), Is.EqualTo(Owner.Human));
    }

    private static FieldWrite Wrote(string after) => new()
    {
        Id = Guid.NewGuid(),
        MediaKey = Guid.NewGuid(),
        Field = s_altText,
        Before = FieldValue.OfText(null),
        After = FieldValue.OfText(after),
        DecidedBy = null,
        RevisionId = "r",
        WrittenAt = DateTimeOffset.UnixEpoch,
        Confirmed = true,
    };
}
