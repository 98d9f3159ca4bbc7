using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Tests.Profiles;

/// <summary>Which models can be exchanged, and what the profile is with another.</summary>
public sealed class ModelUpgradeTests
{
    private static readonly Step s_spare = new("vision", VisionTasks.Keywords, "spare");

    private static readonly Profile s_profile = new()
    {
        Alias = "default",
        Language = "en",
        Steps =
        [
            new Step("file", VisionTasks.Keywords, "any"),
            new Step("VISION", VisionTasks.Keywords) { Fallbacks = [new Fallback(s_spare, "key"), new Fallback(new Step("vision", VisionTasks.Keywords), "key")] },
            new Step("vision", VisionTasks.AltText, "old"),
            new Step("vision", VisionTasks.Title, "another"),
            new Step("nameless", VisionTasks.Title),
            new Step("missing", VisionTasks.Title, "old"),
        ],
    };

    [Test]
    public void A_profile_with_another_model_is_not_kept_with_the_settings_of_the_present_one()
    {
        Profile present = Unnamed with { Settings = "{}" };

        Assert.That(RevisionOf.Profile(present, new Connections(), DateTimeOffset.UnixEpoch).Settings, Is.EqualTo("{}"));
        Assert.That(RevisionOf.Profile(new ModelUpgrade("vision", "old", "new").In(present, new Connections()), new Connections(), DateTimeOffset.UnixEpoch).Settings, Is.Null);
        Assert.That(ModelUpgrade.Alone(present, "vision", "old", new Connections()).Settings, Is.Null);
    }

    [Test]
    public void Models_that_a_step_asks_for_by_name_can_be_exchanged_each_once() => Assert.That(
        ModelUpgrade.Pinned(s_profile, new Connections()).Select(pin => (pin.Connection.Alias, pin.Model)),
        Is.EqualTo(new[] { ("vision", "old"), ("vision", "another") }));

    [Test]
    public void The_other_model_is_asked_wherever_the_one_was_and_nothing_else_changes()
    {
        Profile other = new ModelUpgrade("vision", "old", "new").In(s_profile, new Connections());

        Assert.That(other.Steps.Select(step => step.Model), Is.EqualTo(new[] { "any", "new", "new", "another", null, "old" }));
        Assert.That(other.Steps[1].Fallbacks.Select(fallback => fallback.Step.Model), Is.EqualTo(new[] { "spare", "new" }));
        Assert.That(other with { Steps = s_profile.Steps }, Is.EqualTo(s_profile));
    }

    [Test]
    public void It_has_the_revision_that_the_site_has_once_its_connection_names_that_model() => Assert.That(
        RevisionOf.Profile(new ModelUpgrade("vision", "old", "new").In(Unnamed, new Connections()), new Connections(), DateTimeOffset.UnixEpoch).Id,
        Is.EqualTo(RevisionOf.Profile(Unnamed, new Connections("new"), DateTimeOffset.UnixEpoch).Id));

    private static Profile Unnamed => s_profile with { Steps = [s_profile.Steps[1]] };

    private sealed class Connections(string model = "old") : IConnections
    {
        public IReadOnlyList<Connection> All => [Of("file", sendsPicture: false, "any"), Of("vision", sendsPicture: true, model), Of("nameless", sendsPicture: true, model: null)];

        public Connection? Find(string alias) => All.FirstOrDefault(connection => connection.Alias.Equals(alias, StringComparison.OrdinalIgnoreCase));

        private static Connection Of(string alias, bool sendsPicture, string? model) =>
            new(alias, new ConnectionOptions { Provider = "fixed", Model = model, Endpoint = new Uri("https://somewhere.example") }, new Fixed(sendsPicture), Http: null!);
    }

    private sealed class Fixed(bool sendsPicture) : IVisionProvider
    {
        public ProviderDeclaration Declaration { get; } = new()
        {
            Alias = "fixed",
            Name = "Fixed",
            Tasks = VisionTasks.Keywords,
            Formats = [],
            MaxBytes = 1,
            Confidence = ConfidenceSource.Score,
            Rank = SourceRank.Classifier,
            Pinnable = true,
            SendsPicture = sendsPicture,
            Charged = true,
        };

        public IEnumerable<string> Validate(ConnectionOptions options) => [];

        public Task<VisionReply> AskAsync(Connection connection, VisionRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
