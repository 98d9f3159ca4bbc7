using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Providers;

namespace Umbraco.AutoTag.Tests.Configuration;

/// <summary>What a revision was made of, restored on a site that has changed since.</summary>
public sealed class RevisionSettingsTests
{
    private static readonly ProfileOptions s_asked = new()
    {
        Steps = [new StepOptions { Connection = "GPT", Fallbacks = [new FallbackOptions { Connection = "claude" }] }, new StepOptions { Connection = "gpt", Model = "pinned" }],
    };

    [Test]
    public void Where_nothing_has_changed_it_is_what_it_was()
    {
        ProfileOptions restored = Restore(s_asked, Site("gpt=old", "claude=opus"), Site("gpt=old", "claude=opus"));

        Assert.That(ProfileJson.Write(restored), Is.EqualTo(ProfileJson.Write(s_asked)));
    }

    [Test]
    public void A_connection_that_asks_for_another_model_now_is_pinned_to_the_one_it_asked_for_then()
    {
        ProfileOptions restored = Restore(s_asked, Site("gpt=old", "claude=opus"), Site("claude=opus-2", "gpt=new"));

        Assert.Multiple(() =>
        {
            Assert.That(restored.Steps!.Select(step => step.Model), Is.EqualTo(new[] { "old", "pinned" }));
            Assert.That(restored.Steps![0].Fallbacks!.Single().Model, Is.EqualTo("opus"));
            Assert.That(s_asked.Steps![0].Model, Is.Null, "what it is taken from stays as it is");
        });
    }

    [Test]
    public void Where_every_connection_was_asked_those_of_then_are_named_once_they_are_others()
    {
        Assert.That(Restore(new ProfileOptions(), Site("gpt=old"), Site("gpt=old")).Steps, Is.Null);

        StepOptions[] steps = Restore(new ProfileOptions(), Site("labels", "gpt=old"), Site("labels", "gpt=new", "dear=one")).Steps!;

        Assert.That(steps.Select(step => (step.Connection, step.Model)), Is.EqualTo(new (string, string?)[] { ("labels", null), ("gpt", "old") }), "and the new one is not asked");
    }

    [TestCase("en", "da", null, "en", Description = "the site's language was another")]
    [TestCase("en", "en", null, null)]
    [TestCase("de", "da", "de", "de", Description = "the profile named it")]
    public void The_language_is_that_of_then(string then, string now, string? named, string? restored) => Assert.That(
        RevisionSettings.Of(new ProfileOptions { Language = named }, then, []).Restore(now, []).Language, Is.EqualTo(restored));

    [Test]
    public void It_is_read_as_it_was_written()
    {
        var settings = RevisionSettings.Of(s_asked, "en", Site("gpt=old", "labels"));

        RevisionSettings? read = ProfileJson.ReadRevision(ProfileJson.Write(settings));

        Assert.That(read?.Connections, Is.EqualTo(settings.Connections));
        Assert.That(ProfileJson.Write(read!), Is.EqualTo(ProfileJson.Write(settings)));
        Assert.That(ProfileJson.ReadRevision("""{"Profile":{},"Language":"en","Connections":[],"New":1}"""), Is.Null, "of a newer version");
    }

    private static ProfileOptions Restore(ProfileOptions profile, Connection[] then, Connection[] now) => RevisionSettings.Of(profile, "en", then).Restore("en", now);

    private static Connection[] Site(params string[] connections) =>
    [
        .. from connection in connections
           let parts = connection.Split('=')
           select new Connection(parts[0], new ConnectionOptions { Provider = "openai", Model = parts.ElementAtOrDefault(1) }, VisionProviders.All[0], null!),
    ];
}
