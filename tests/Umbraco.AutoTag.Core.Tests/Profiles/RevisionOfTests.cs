using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Tests.Profiles;

/// <summary>What makes another revision, and what makes another question, which is another call to pay.</summary>
public sealed class RevisionOfTests
{
    private static readonly Step s_labels = new("labels", VisionTasks.Keywords);
    private static readonly Step s_words = new("words", VisionTasks.AltText);
    private static readonly Profile s_profile = new() { Alias = "default", Language = "en", Steps = [s_labels, s_words] };

    /// <summary>What lies in databases: with another shape every revision of before would be another.</summary>
    [Test]
    public void A_profile_without_fallbacks_and_bars_is_the_revision_it_always_was() => Assert.That(
        Of(s_profile).Snapshot, Does.Contain("\"steps\":[{\"provider\":\"fixed\",").And.Not.Contain("fallbacks").And.Not.Contain("when"));

    [Test]
    public void A_profile_in_one_language_keeps_its_id_and_languages_that_change_places_make_another_revision()
    {
        Profile In(params string[] languages) => s_profile with { FieldLanguages = new Dictionary<Field, IReadOnlyList<string>> { [Field.AltText] = languages } };

        Assert.That(new[] { s_profile, In("en") }.Select(profile => Of(profile).Id), Is.All.EqualTo("c67ce5fd7f89c8515f59d11a173dd470"));
        Assert.That(new[] { Of(s_profile), Of(In("en", "da")), Of(In("da", "en")), Of(In("da")) }.Select(revision => revision.Id), Is.Unique);
    }

    // Reckoned by hand from the shape that lies in databases. Where it changes, every image of every site is paid for again.
    [Test]
    public void A_step_in_one_language_is_the_question_it_always_was() => Assert.That(PartOf(s_labels), Is.EqualTo("32716262dc532299045bd831c50bd07d"));

    [Test]
    public void Other_languages_their_fields_and_the_language_itself_make_another_question_each()
    {
        Step[] steps =
        [
            s_words,
            s_words with { Language = "da" },
            s_words with { AlsoIn = [new InLanguage("da", VisionTasks.AltText)] },
            s_words with { AlsoIn = [new InLanguage("da", VisionTasks.Title)] },
            s_words with { AlsoIn = [new InLanguage("de", VisionTasks.AltText)] },
            s_words with { AlsoIn = [new InLanguage("da", VisionTasks.AltText), new InLanguage("de", VisionTasks.AltText)] },
        ];

        Assert.That(steps.Select(PartOf), Is.Unique);
        Assert.That(PartOf(s_words with { AlsoIn = [.. steps[^1].AlsoIn.Reverse()] }), Is.EqualTo(PartOf(steps[^1])), "their order is none of the answer's business");
    }

    [Test]
    public void A_question_of_the_sites_and_its_keyword_make_another_question_each() => Assert.That(
        new[]
        {
            s_words,
            s_words with { Question = new PictureQuestion("Is it winter?") },
            s_words with { Question = new PictureQuestion("Is it winter?", "winter") },
            s_words with { Question = new PictureQuestion("Is it summer?") },
        }.Select(PartOf),
        Is.Unique);

    [Test]
    public void A_fallback_its_causes_its_leave_and_a_bar_make_another_revision_each()
    {
        var fallback = new Fallback(new Step("spare", VisionTasks.Keywords), "key");
        Profile[] profiles =
        [
            s_profile,
            With(s_labels with { Fallbacks = [fallback] }),
            With(s_labels with { Fallbacks = [fallback with { On = FallbackCauses.Refused }] }),
            With(s_labels with { Fallbacks = [fallback with { AllowDearer = true }] }),
            s_profile with { Steps = [s_labels, s_words with { When = new Escalation("labels", 0.6) }] },
            s_profile with { Steps = [s_labels, s_words with { When = new Escalation("labels", 0.7) }] },
        ];

        Assert.That(profiles.Select(profile => Of(profile).Id), Is.Unique);
    }

    [Test]
    public void Nobody_is_asked_anew_because_of_a_fallback_or_a_bar()
    {
        Step others = s_labels with { Fallbacks = [new Fallback(s_words, "key")], When = new Escalation("labels", 0.6) };

        Assert.That(PartOf(others), Is.EqualTo(PartOf(s_labels)));
    }

    [Test]
    public void What_a_fallback_says_is_the_answer_of_this_step_only()
    {
        var fallback = new Fallback(s_words, "key");
        string inTheFirst = RevisionOf.StandInPart(s_labels, s_profile, Connect("labels"), fallback, Connect("words"));

        Assert.That(
            new[] { inTheFirst, RevisionOf.StandInPart(s_words, s_profile, Connect("words"), fallback, Connect("words")), PartOf(s_words), PartOf(s_labels) },
            Is.Unique);
        Assert.That(
            RevisionOf.StandInPart(s_labels, s_profile, Connect("labels"), fallback with { AllowDearer = true, On = FallbackCauses.Refused }, Connect("words")),
            Is.EqualTo(inTheFirst),
            "what only decides who is asked costs nothing");
    }

    [Test]
    public void Other_words_for_a_task_ask_anew_whoever_asks_for_that_task_and_nobody_else()
    {
        var before = new PromptVersion("words-1");
        var after = new PromptVersion("words-1", new Dictionary<VisionTasks, int> { [VisionTasks.AltText] = 2 });

        Assert.That(PartOf(s_labels, after), Is.EqualTo(PartOf(s_labels, before)));
        Assert.That(PartOf(s_words, after), Is.Not.EqualTo(PartOf(s_words, before)));
        Assert.That(RevisionOf.Profile(s_profile with { Steps = [s_words] }, new Connections(before), DateTimeOffset.UnixEpoch).Snapshot, Does.Contain("\"prompt\":\"words-1\""));
    }

    private static string PartOf(Step step, PromptVersion prompt) => RevisionOf.StepPart(step, s_profile, Connect(step.Connection, prompt));

    private static Profile With(Step first) => s_profile with { Steps = [first, s_words] };

    private static Revision Of(Profile profile) => RevisionOf.Profile(profile, new Connections(), DateTimeOffset.UnixEpoch);

    private static string PartOf(Step step) => RevisionOf.StepPart(step, s_profile, Connect(step.Connection));

    private static Connection Connect(string alias, PromptVersion? prompt = null) =>
        new(alias, new ConnectionOptions { Provider = "fixed", Model = alias + "-1" }, new FixedProvider(prompt), Http: null!);

    private sealed class Connections(PromptVersion? prompt = null) : IConnections
    {
        public IReadOnlyList<Connection> All => [];

        public Connection Find(string alias) => Connect(alias, prompt);
    }

    private sealed class FixedProvider(PromptVersion? prompt) : IVisionProvider
    {
        public ProviderDeclaration Declaration { get; } = new()
        {
            Alias = "fixed",
            Name = "Fixed",
            Tasks = VisionTasks.Keywords | VisionTasks.AltText,
            Formats = [],
            MaxBytes = 1,
            Confidence = ConfidenceSource.Score,
            Rank = SourceRank.Classifier,
            Pinnable = true,
            SendsPicture = true,
            Charged = true,
            PromptVersion = prompt,
            DefaultEndpoint = new Uri("https://fixed.example"),
        };

        public IEnumerable<string> Validate(ConnectionOptions options) => [];

        public Task<VisionReply> AskAsync(Connection connection, VisionRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
