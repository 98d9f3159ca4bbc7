using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;
using static Umbraco.AutoTag.Core.Tests.Corridor.Deciding;

namespace Umbraco.AutoTag.Core.Tests.Corridor;

public sealed class VocabularyTests
{
    private static readonly VocabularyWords s_words = new()
    {
        Terms =
        [
            new Term("Dog", ["canine", "hound"], ["animal"]),
            new Term("cat", ["kitten"], ["animal"]),
            new Term("animal", ["creature"], ["living being"]),
        ],
        StopWords = ["photo"],
        ForbiddenWords = ["gun", "old man"],
    };

    [Test]
    public void A_synonym_becomes_the_preferred_term_and_says_what_was_said()
    {
        Suggestion dog = Decided("canine").Single(suggestion => suggestion.Value == "Dog");

        Assert.That(dog.Origins.All.Single().Said, Is.EqualTo("canine"));
    }

    [Test]
    public void What_a_thing_is_besides_comes_with_it_and_says_because_of_what()
    {
        IReadOnlyList<Suggestion> added = Decided("canine");

        Assert.Multiple(() =>
        {
            Assert.That(added.Select(suggestion => suggestion.Value), Is.EqualTo(new[] { "Dog", "animal", "living being" }));
            Assert.That(added[1].Origins.All.Single().BecauseOf, Is.EqualTo("Dog"));
            Assert.That(added[1].Confidence, Is.EqualTo(added[0].Confidence), "a dog is an animal as surely as it is a dog");
        });
    }

    [Test]
    public void A_parent_that_was_said_itself_too_is_one_keyword()
    {
        IReadOnlyList<Suggestion> added = Decided("creature", "dog", "kitten");

        Assert.Multiple(() =>
        {
            Assert.That(added.Select(suggestion => suggestion.Value), Is.EquivalentTo(new[] { "animal", "Dog", "cat", "living being" }));
            Assert.That(added.Single(suggestion => suggestion.Value == "animal").Origins.All.Select(origin => origin.BecauseOf), Is.EqualTo(new[] { null, "Dog", "cat" }));
            Assert.That(added.Single(suggestion => suggestion.Value == "animal").ConfidenceSource, Is.EqualTo(ConfidenceSource.Score), "one source, however often it said so");
        });
    }

    [TestCase("photo")]
    [TestCase("photos")]
    [TestCase("toy gun")]
    [TestCase("guns")]
    [TestCase("old men")]
    public void A_stop_word_and_a_keyword_with_a_forbidden_word_are_no_keywords(string said) => Assert.That(Decided(said), Is.Empty);

    [TestCase("gunwale")]
    [TestCase("old")]
    public void A_word_that_only_begins_like_a_forbidden_one_is_not_forbidden(string said) => Assert.That(Decided(said), Has.Count.EqualTo(1));

    [Test]
    public void A_text_with_a_forbidden_word_waits_and_one_without_comes_first()
    {
        Observation with = Alt("An old man with a gun at a window");

        Decision alone = Decide.On(With(s_words, Given(said: [with])));
        Decision beside = Decide.On(With(s_words, Given(said: [with], alsoSaid: [Alt("A man at a window")])));

        Assert.Multiple(() =>
        {
            Assert.That((alone.Added.Single().PendingReason, alone.Writes.Count), Is.EqualTo((PendingReason.ForbiddenWord, 0)));
            Assert.That(beside.Writes[AltKey].Text, Is.EqualTo("A man at a window"));
        });
    }

    [Test]
    public void A_closed_list_lets_nothing_else_through()
    {
        Decision decision = Decide.On(With(s_words with { IsClosed = true }, Given(said: [Keyword("hounds", 0.9), Keyword("window", 0.9), Keyword("living being", 0.9)])));

        Assert.That(decision.Writes[KeywordsKey].Parts, Is.EqualTo(new[] { "Dog", "animal", "living being" }));
    }

    [Test]
    public void A_plural_and_its_singular_are_one_keyword_in_the_leading_sources_words()
    {
        Decision decision = Decide.On(Given(said: [Keyword("Horses", 0.8)], alsoSaid: [Keyword("horse", 0.9)]));

        Suggestion horses = decision.Added.Single();
        Assert.That((horses.Value, horses.Origins.All[1].Said), Is.EqualTo(("Horses", "horse")));
    }

    [Test]
    public void Plurals_stay_apart_where_the_profile_says_so()
    {
        Decision decision = Decide.On(With(new VocabularyWords { FoldsPlurals = false }, Given(said: [Keyword("horses", 0.8), Keyword("horse", 0.9)])));

        Assert.That(decision.Added, Has.Count.EqualTo(2));
    }

    [Test]
    public void A_word_is_never_made_up() =>
        Assert.That(Decide.On(Given(said: [Keyword("horses", 0.8)])).Added.Single().Value, Is.EqualTo("horses"));

    [Test]
    public void Decided_anew_under_a_vocabulary_the_machines_keywords_change_and_a_humans_stay()
    {
        DecisionInput before = Given(said: [Keyword("canine", 0.9), Keyword("gun", 0.9), Keyword("kitten", 0.9)]);
        IReadOnlyList<Suggestion> first = Decide.On(before).Added;
        Suggestion[] earlier = [.. first.Select(s => s.Value == "kitten" ? s with { State = SuggestionState.Accepted, DecidedBy = Editor } : s)];

        Decision anew = Decide.On(With(s_words, before with
        {
            Item = Item(null, ["canine", "gun", "kitten"]),
            Earlier = earlier,
            Writes = [WriteOf(KeywordsKey, "canine", "gun", "kitten")],
        }));

        Assert.Multiple(() =>
        {
            Assert.That(anew.Writes[KeywordsKey].Parts, Is.EqualTo(new[] { "kitten", "Dog", "animal", "living being" }), "what a person said yes to keeps its name");
            Assert.That(anew.Changed.Select(s => (s.Value, s.State)), Is.EquivalentTo(new[] { ("canine", SuggestionState.Superseded), ("gun", SuggestionState.Superseded) }));
        });
    }

    [TestCase("gun", false)]
    [TestCase("window", true)]
    public void What_is_not_allowed_any_more_goes_even_where_nothing_else_is_left(string word, bool isClosed)
    {
        DecisionInput before = Given(said: [Keyword(word, 0.9)]);

        Decision anew = Decide.On(With(s_words with { IsClosed = isClosed }, before with
        {
            Item = Item(null, [word]),
            Earlier = Decide.On(before).Added,
            Writes = [WriteOf(KeywordsKey, word)],
        }));

        Assert.That(anew.Writes[KeywordsKey].IsEmpty, Is.True);
    }

    [Test]
    public void What_a_person_rejected_brings_no_other_name_of_it_and_no_parent()
    {
        Suggestion rejected = Decide.On(Given(said: [Keyword("canine", 0.9)])).Added.Single() with { State = SuggestionState.Rejected, DecidedBy = Editor };

        Decision anew = Decide.On(With(s_words, Given(said: [Keyword("canine", 0.9)], earlier: [rejected])));

        Assert.That((anew.Added.Count, anew.Changed.Count, anew.Writes.Count), Is.EqualTo((0, 0, 0)));
    }

    [Test]
    public void A_circle_of_parents_ends()
    {
        var circle = new VocabularyWords { Terms = [new Term("a", [], ["b"]), new Term("b", [], ["a"])] };

        Assert.That(new Vocabulary(circle, "en").ParentsOf("a"), Is.EqualTo(new[] { "b" }));
    }

    private static IReadOnlyList<Suggestion> Decided(params string[] said) =>
        Decide.On(With(s_words, Given(said: [.. said.Select(word => Keyword(word, 0.9))]))).Added;

    private static DecisionInput With(VocabularyWords words, DecisionInput input) =>
        input with { Profile = input.Profile with { Vocabulary = new Vocabulary(words, "en") } };
}
