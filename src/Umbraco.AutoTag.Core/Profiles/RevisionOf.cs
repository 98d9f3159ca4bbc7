using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Profiles;

/// <summary>Computes revisions and the parts of them that a single step answers for.</summary>
public static class RevisionOf
{
    /// <summary>The revision of a profile as its connections stand now.</summary>
    public static Revision Profile(Profile profile, IConnections connections, DateTimeOffset now)
    {
        JsonNode all = JsonSerializer.SerializeToNode(new
        {
            profile = profile.Alias,
            language = profile.Language,
            imageSize = profile.ImageSize,
            thresholds = new { write = profile.Thresholds.Write, review = profile.Thresholds.Review },
            maxKeywords = profile.MaxKeywords,
            publish = profile.Publish.ToString(),
            thresholdRules = profile.ThresholdRules.Select(rule => new { field = rule.Field?.ToString(), rule.Connection, category = rule.Category?.ToString(), rule.Write, rule.Review }),
            fieldPublish = profile.FieldPublish.OrderBy(field => field.Key).Select(field => $"{field.Key}={field.Value}"),
            vocabulary = profile.Vocabulary.Fingerprint,
            sourcePriority = profile.SourcePriority.Select(rank => rank.ToString()),
            steps = profile.Steps.Select(step => WithOthers(step, profile, connections)),
        })!;

        // Which of them comes first says where each is written. A site in one language keeps the revisions it always had.
        string[] languages =
        [
            .. profile.FieldLanguages.Where(field => !field.Value.SequenceEqual([profile.Language]))
                .OrderBy(field => field.Key).Select(field => $"{field.Key}={string.Join(',', field.Value)}"),
        ];
        if (languages.Length > 0)
        {
            all["languages"] = new JsonArray([.. languages]);
        }

        string snapshot = all.ToJsonString();
        return new Revision(Hash(snapshot)[..32], profile.Alias, snapshot, now) { Settings = profile.Settings };
    }

    /// <summary>
    /// Hash over everything of a step that can change its answer. Thresholds are not in it: they judge an answer, they do not change it,
    /// so moving one costs nothing.
    /// </summary>
    public static string StepPart(Step step, Profile profile, Connection connection) =>
        Hash(JsonSerializer.Serialize(Snapshot(step, profile, connection)))[..32];

    /// <summary>
    /// The same for what a fallback says in the place of a step: another fallback, or another step, is another question. Whoever looked at the picture as
    /// a step of its own is not taken for a stand-in.
    /// </summary>
    public static string StandInPart(Step step, Profile profile, Connection connection, Fallback fallback, Connection standIn) =>
        Hash(JsonSerializer.Serialize(new { step = Snapshot(step, profile, connection), standIn = Snapshot(fallback.Step, profile, standIn) }))[..32];

    // Who else may be asked, and when, changes what comes out, not what one of them answers. A step that is always asked, and alone, keeps the shape it
    // always had: revisions from before there was anything else stay what they were.
    private static object WithOthers(Step step, Profile profile, IConnections connections)
    {
        object alone = Snapshot(step, profile, connections.Find(step.Connection));
        return step is { Fallbacks.Count: 0, When: null }
            ? alone
            : new
            {
                step = alone,
                fallbacks = step.Fallbacks.Select(fallback => new
                {
                    step = Snapshot(fallback.Step, profile, connections.Find(fallback.Step.Connection)),
                    on = (int)fallback.On,
                    allowDearer = fallback.AllowDearer,
                }),
                when = step.When is { } when ? new { unsureOf = when.UnsureOf.ToLowerInvariant(), below = when.Below } : null,
            };
    }

    // A step in one language and without a question of the site's keeps the shape it always had: what is known stays known.
    private static object Snapshot(Step step, Profile profile, Connection? connection) => step.Question is { } question
        ? new { step = WithoutQuestion(step, profile, connection), question = new { question.Ask, question.Keyword } }
        : WithoutQuestion(step, profile, connection);

    private static object WithoutQuestion(Step step, Profile profile, Connection? connection) => step.AlsoIn.Count == 0
        ? InOneLanguage(step, profile, connection)
        : new
        {
            step = InOneLanguage(step, profile, connection),
            alsoIn = step.AlsoIn.OrderBy(also => also.Language, StringComparer.Ordinal).Select(also => new { also.Language, tasks = (int)also.Tasks }),
        };

    private static object InOneLanguage(Step step, Profile profile, Connection? connection) => new
    {
        provider = connection?.Provider.Declaration.Alias,
        endpoint = connection is { Provider.Declaration.SendsPicture: true } ? connection.Endpoint.AbsoluteUri : null,
        model = step.Model ?? connection?.Options.Model,
        prompt = connection?.Provider.Declaration.PromptVersion is { } version ? PromptOf(version.Of(step.AlsoIn.Aggregate(step.Tasks, (all, also) => all | also.Tasks)), profile.Guidance) : null,
        tasks = (int)step.Tasks,
        language = step.LanguageIn(profile),
        imageSize = connection is { Provider.Declaration.SendsPicture: true } ? profile.ImageSize : (int?)null,
        maxKeywords = profile.MaxKeywords,
        settings = connection is null ? null : SettingsHash(connection.Options),
    };

    // What the site says of itself changes the answers of those who are told it, and of nobody else.
    private static string PromptOf(string version, Guidance guidance) => guidance.IsEmpty
        ? version
        : $"{version} with {Hash(JsonSerializer.Serialize(new { guidance.BrandSheet, guidance.Terms }))[..16]}";

    // Settings may hold what must not be stored (an extra header with a token): only their hash goes into the snapshot.
    private static string SettingsHash(ConnectionOptions options) =>
        Hash(string.Join('\n', options.Settings.OrderBy(s => s.Key, StringComparer.OrdinalIgnoreCase).Select(s => $"{s.Key.ToLowerInvariant()}={s.Value}")))[..16];

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
