using Microsoft.Extensions.Configuration;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Providers;

namespace Umbraco.AutoTag.Tests.Configuration;

/// <summary>What is wrong with steps, fallbacks and bars is said with the key and what to do.</summary>
public sealed class StepProblemsTests
{
    [Test]
    public void Steps_with_fallbacks_and_a_bar_as_the_docs_show_them_are_fine() => Assert.That(
        ProblemsOf(
            new StepOptions { Connection = "embedded-metadata" },
            new StepOptions { Connection = "labels", Fallbacks = [new FallbackOptions { Connection = "more-labels" }] },
            new StepOptions { Connection = "words", When = new WhenOptions { UnsureOf = "labels" }, Fallbacks = [new FallbackOptions { Connection = "words", Model = "another" }] }),
        Is.Empty);

    [Test]
    public void A_fallback_that_nobody_knows_is_named() => Assert.That(
        ProblemsOf(new StepOptions { Connection = "labels", Fallbacks = [new FallbackOptions { Connection = "nobody" }] }).Single(),
        Is.EqualTo("AutoTag:Profile:Steps:0:Fallbacks:0:Connection is 'nobody', which is not among AutoTag:Connections. Add that connection, or name another."));

    [Test]
    public void A_fallback_to_itself_is_refused() => Assert.That(
        ProblemsOf(new StepOptions { Connection = "labels", Fallbacks = [new FallbackOptions { Connection = "Labels" }] }).Single(),
        Does.StartWith("AutoTag:Profile:Steps:0:Fallbacks:0 asks 'Labels' in the place of itself."));

    [Test]
    public void A_fallback_for_what_never_fails_is_refused() => Assert.That(
        ProblemsOf(new StepOptions { Connection = "embedded-metadata", Fallbacks = [new FallbackOptions { Connection = "labels" }] }).Single(),
        Does.StartWith("AutoTag:Profile:Steps:0:Fallbacks:0 stands behind embedded-metadata, which reads the file itself and never fails."));

    [Test]
    public void A_fallback_that_can_do_nothing_of_what_is_asked_is_refused() => Assert.That(
        ProblemsOf(new StepOptions { Connection = "words", Tasks = VisionTasks.Title, Fallbacks = [new FallbackOptions { Connection = "labels" }] }).Single(),
        Is.EqualTo("AutoTag:Profile:Steps:0:Fallbacks:0:Connection is 'labels', and Google Cloud Vision can do nothing of what the step asks (Title). Name another connection."));

    [Test]
    public void A_bar_at_nobody_or_at_a_later_step_is_refused()
    {
        IReadOnlyList<string> problems = ProblemsOf(
            new StepOptions { Connection = "words", When = new WhenOptions { UnsureOf = "labels" } }, new StepOptions { Connection = "labels" });

        Assert.That(problems.Single(), Is.EqualTo(
            "AutoTag:Profile:Steps:0:When:UnsureOf is 'labels', which is not the connection of an earlier step. Name one, or put this step behind it."));
    }

    [Test]
    public void A_bar_at_a_step_that_is_asked_for_no_keywords_is_refused() => Assert.That(
        ProblemsOf(new StepOptions { Connection = "words", Tasks = VisionTasks.AltText }, new StepOptions { Connection = "labels", When = new WhenOptions { UnsureOf = "words" } }).Single(),
        Does.StartWith("AutoTag:Profile:Steps:1:When:UnsureOf is 'words', which no earlier step asks for keywords"));

    [Test]
    public void A_bar_at_a_language_models_opinion_of_itself_is_refused() => Assert.That(
        ProblemsOf(new StepOptions { Connection = "words" }, new StepOptions { Connection = "labels", When = new WhenOptions { UnsureOf = "words" } }).Single(),
        Is.EqualTo("AutoTag:Profile:Steps:1:When:UnsureOf is 'words', and what OpenAI-compatible chat says of its own sureness is no measure. Name a step whose connection is a classifier, or take AutoTag:Profile:Steps:1:When out: then every image is asked of both."));

    [Test]
    public void A_question_is_fine_where_a_language_model_is_asked() => Assert.That(
        ProblemsOf(new StepOptions { Connection = "words", Question = new QuestionOptions { Ask = "Is it winter?" } }), Is.Empty);

    [Test]
    public void A_question_that_says_nothing_is_named() => Assert.That(
        ProblemsOf(new StepOptions { Connection = "words", Question = new QuestionOptions { Keyword = "winter" } }).Single(), Is.EqualTo("AutoTag:Profile:Steps:0:Question:Ask: The Ask field is required."));

    [Test]
    public void A_question_that_is_too_long_is_named() => Assert.That(
        ProblemsOf(new StepOptions { Connection = "words", Question = new QuestionOptions { Ask = new string('x', 301) } }).Single(),
        Does.StartWith("AutoTag:Profile:Steps:0:Question:Ask: must be at most 300 characters"));

    [Test]
    public void A_question_to_who_answers_none_is_refused() => Assert.That(
        ProblemsOf(new StepOptions { Connection = "labels", Question = new QuestionOptions { Ask = "Is it winter?" } }).Single(),
        Does.StartWith("AutoTag:Profile:Steps:0:Question is asked of 'labels', and Google Cloud Vision answers no questions."));

    [TestCase("caption", false)]
    [TestCase("Detect", false)]
    [TestCase("query", true)]
    [TestCase(null, true)]
    public void A_question_to_moondream_that_would_be_paid_for_and_never_asked_is_refused(string? mode, bool isFine)
    {
        ConnectionOptions moon = new() { Provider = "moondream", ApiKey = "any", Model = "moondream3.1-9B-A2B", Settings = { ["Objects"] = "dog" } };
        if (mode is not null)
        {
            moon.Settings["Mode"] = mode;
        }

        string expected = $"AutoTag:Profile:Steps:0:Question is asked of 'moon', but AutoTag:Connections:moon:Settings:Mode is '{mode?.ToLowerInvariant()}', which asks nothing in words. "
            + "Set it to 'query', or take the question out.";
        var question = new QuestionOptions { Ask = "Is it winter?" };
        StepOptions[] asked =
        [
            new StepOptions { Connection = "moon", Question = question },
            new StepOptions { Connection = "words", Question = question, Fallbacks = [new FallbackOptions { Connection = "moon" }] },
        ];
        Assert.That(
            asked.Select(step => ProblemsOf(("moon", moon), step)), Has.All.EqualTo(isFine ? [] : new[] { expected }));
    }

    [Test]
    public void An_answer_that_nobody_asks_for_is_refused() => Assert.That(
        ProblemsOf(new StepOptions { Connection = "words", Tasks = VisionTasks.Keywords | VisionTasks.Answer }).Single(),
        Does.StartWith("AutoTag:Profile:Steps:0:Tasks names Answer, and nothing is asked."));

    [Test]
    public void A_bar_at_a_system_that_gives_no_numbers_is_refused() => Assert.That(
        ProblemsOf(new StepOptions { Connection = "tags" }, new StepOptions { Connection = "words", When = new WhenOptions { UnsureOf = "tags" } }).Single(),
        Does.StartWith("AutoTag:Profile:Steps:1:When:UnsureOf is 'tags', and imagedescriber.app never says how sure it is."));

    [Test]
    public void A_bar_outside_its_range_is_named_by_its_key() => Assert.That(
        ProblemsOf(new StepOptions { Connection = "labels" }, new StepOptions { Connection = "words", When = new WhenOptions { UnsureOf = "labels", Below = 60 } }),
        Has.Some.StartsWith("AutoTag:Profile:Steps:1:When:Below"));

    [Test]
    public void A_fallback_is_asked_of_the_steps_tasks_those_it_can_do()
    {
        IReadOnlyList<Step> steps = ConfiguredSteps.Of(
            new ProfileOptions { Steps = [new StepOptions { Connection = "words", Fallbacks = [new FallbackOptions { Connection = "labels" }] }] },
            [ConnectionTo("words"), ConnectionTo("labels")]);

        Fallback fallback = steps.Single().Fallbacks.Single();
        Assert.That((fallback.Step.Tasks, fallback.Key), Is.EqualTo((steps[0].Tasks & ConnectionTo("labels").Provider.Declaration.Tasks, "AutoTag:Profile:Steps:0:Fallbacks:0")));
        Assert.That((fallback.On, fallback.AllowDearer), Is.EqualTo((Fallback.UsualCauses, false)));
    }

    [Test]
    public void A_question_is_asked_beside_the_tasks_and_of_whoever_stands_in_where_it_can_answer()
    {
        var step = new StepOptions
        {
            Connection = "words",
            Tasks = VisionTasks.Keywords,
            Question = new QuestionOptions { Ask = " Is it winter? ", Keyword = " " },
            Fallbacks = [new FallbackOptions { Connection = "words", Model = "another" }, new FallbackOptions { Connection = "labels" }],
        };

        Step asked = ConfiguredSteps.Of(new ProfileOptions { Steps = [step] }, [ConnectionTo("words"), ConnectionTo("labels")]).Single();

        var question = new PictureQuestion("Is it winter?");
        Assert.That((asked.Tasks, asked.Question, asked.MayWaitForBatch), Is.EqualTo((VisionTasks.Keywords | VisionTasks.Answer, question, false)));
        Assert.That(asked.Fallbacks.Select(fallback => (fallback.Step.Tasks, fallback.Step.Question)), Is.EqualTo(new[] { (asked.Tasks, (PictureQuestion?)question), (VisionTasks.Keywords, null) }));
    }

    [TestCase("AutoTag:Profile:Steps:0:Fallbacks:0:On", "Throttled")]
    [TestCase("AutoTag:Profile:Steps:0:Fallbacks:0:On", "OverBudget")]
    [TestCase("AutoTag:Profile:Steps:0:When:Below", "a lot")]
    [TestCase("AutoTag:Connections:words:Concurrency", "sk-secret")]
    [TestCase("AutoTag:Budgets:daily:Usd", "twenty")]
    [TestCase("AutoTag:Profile:Thresholds:0:WriteFrom", "high")]
    [TestCase("AutoTag:Profile:SourcePriority:0", "Clasifier")]
    public void What_cannot_be_read_is_not_dropped_in_silence(string key, string value)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AutoTag:Profile:Steps:0:Connection"] = "labels",
            ["AutoTag:Profile:Steps:0:Fallbacks:0:Connection"] = "words",
            [key] = value,
        }).Build();

        Assert.That(new UnreadableEntries(configuration).All.Single(), Does.StartWith($"{key} holds a value of another kind").And.Not.Contain(value));
    }

    private static readonly Dictionary<string, ConnectionOptions> s_connections = new(StringComparer.OrdinalIgnoreCase)
    {
        ["labels"] = new ConnectionOptions { Provider = "google-vision", ApiKey = "any" },
        ["more-labels"] = new ConnectionOptions { Provider = "azure-image-analysis", ApiKey = "any", Endpoint = new Uri("https://somewhere.cognitiveservices.azure.com") },
        ["words"] = new ConnectionOptions { Provider = "openai-compatible", Endpoint = new Uri("https://api.openai.com"), ApiKey = "any", Model = "gpt-6-luna" },
        ["tags"] = new ConnectionOptions { Provider = "imagedescriber", ApiKey = "any" },
    };

    private static Connection ConnectionTo(string alias) =>
        new(alias, s_connections[alias], VisionProviders.All.Single(provider => provider.Declaration.Alias == s_connections[alias].Provider), Http: null!);

    [TestCase("replicate", "owner/model:5c7d5dc6dd8bf75c1acaa8565735e7986bc5b66206b55cca93cb72c9bf15ccaa", "PromptField", "none")]
    [TestCase("replicate", "owner/model:5c7d5dc6dd8bf75c1acaa8565735e7986bc5b66206b55cca93cb72c9bf15ccaa", "Answer", "caption")]
    [TestCase("runpod", null, "PromptField", "none")]
    public void A_question_to_a_model_that_takes_no_words_is_refused(string provider, string? model, string key, string value)
    {
        ConnectionOptions mute = new() { Provider = provider, ApiKey = "any", Model = model, Settings = { [key] = value } };

        Assert.That(
            ProblemsOf(("mute", mute), new StepOptions { Connection = "mute", Question = new QuestionOptions { Ask = "Is it winter?" } }),
            Has.One.StartsWith($"AutoTag:Profile:Steps:0:Question is asked of 'mute', but AutoTag:Connections:mute:Settings:{key} is '{value}', "));
    }

    [TestCase("deployment", true)]
    [TestCase("models", false)]
    public void A_question_to_baseten_is_refused_where_a_deployment_takes_no_words(string serves, bool isRefused)
    {
        ConnectionOptions mute = new() { Provider = "baseten", ApiKey = "any", Settings = { ["Serves"] = serves, ["PromptField"] = "none" } };

        Assert.That(
            ProblemsOf(("mute", mute), new StepOptions { Connection = "mute", Question = new QuestionOptions { Ask = "Is it winter?" } })
                .Count(problem => problem.StartsWith("AutoTag:Profile:Steps:0:Question is asked of 'mute', but AutoTag:Connections:mute:Settings:PromptField is 'none', ", StringComparison.Ordinal)),
            Is.EqualTo(isRefused ? 1 : 0));
    }

    private static IReadOnlyList<string> ProblemsOf(params StepOptions[] steps) => ProblemsOf(more: null, steps);

    private static IReadOnlyList<string> ProblemsOf((string Alias, ConnectionOptions Options)? more, params StepOptions[] steps)
    {
        var options = new AutoTagOptions { Profile = { Steps = steps } };
        foreach ((string alias, ConnectionOptions connection) in s_connections)
        {
            options.Connections[alias] = connection;
        }

        if (more is { } another)
        {
            options.Connections[another.Alias] = another.Options;
        }

        return new ConfigurationProblems(VisionProviders.All, []).Of(options);
    }
}
