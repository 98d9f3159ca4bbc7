using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Umbraco.AutoTag.Configuration;

/// <summary>
/// The profile as it lies in the database: JSON in the words of the configuration, so that a person can carry it over. Without the vocabulary's file,
/// which is a path on the server and the configuration's alone.
/// </summary>
internal static class ProfileJson
{
    // A setting that this version does not know was saved by a newer one. Without it the profile would be another than the one that was saved.
    private static readonly JsonSerializerOptions s_json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter() },
        // Never put into a page as it is; so Danish and Japanese stay legible.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The profile as text. The options stay as they are.</summary>
    public static string Write(ProfileOptions profile) => JsonSerializer.Serialize(WithFile(profile, file: null), s_json);

    /// <summary>The settings of a revision as text.</summary>
    public static string Write(RevisionSettings settings) => JsonSerializer.Serialize(settings with { Profile = WithFile(settings.Profile, file: null) }, s_json);

    /// <summary>The profile of a text; null where it is none that this version understands.</summary>
    /// <param name="json">As <see cref="Write(ProfileOptions)"/> made it.</param>
    /// <param name="file">The vocabulary's file that the configuration names; whatever the text says of one is not taken.</param>
    public static ProfileOptions? ReadProfile(string json, string? file) => Read<ProfileOptions>(json) is { } profile ? WithFile(profile, file) : null;

    /// <summary>The settings of a revision; null where they are none that this version understands.</summary>
    public static RevisionSettings? ReadRevision(string json) => Read<RevisionSettings>(json);

    /// <summary>The same profile with another file for its vocabulary.</summary>
    public static ProfileOptions WithFile(ProfileOptions profile, string? file)
    {
        VocabularyOptions words = profile.Vocabulary;
        return profile.WithVocabulary(new VocabularyOptions
        {
            Terms = words.Terms,
            StopWords = words.StopWords,
            ForbiddenWords = words.ForbiddenWords,
            Closed = words.Closed,
            FoldPlurals = words.FoldPlurals,
            File = file,
        });
    }

    private static T? Read<T>(string json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, s_json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
