using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Providers.Shared;

/// <summary>What the classes of a model say, where the same system runs models that tag and models that moderate.</summary>
public enum ClassMeaning
{
    /// <summary>What is in the picture.</summary>
    Keywords,

    /// <summary>What not every audience should see.</summary>
    Moderation,
}

/// <summary>Reads and obeys <c>Settings:Classes</c>.</summary>
public static class ClassMeanings
{
    /// <summary>The setting's name.</summary>
    public const string Key = "Classes";

    private static readonly Dictionary<string, ClassMeaning> s_words = new() { ["keywords"] = ClassMeaning.Keywords, ["moderation"] = ClassMeaning.Moderation };

    /// <summary>The setting.</summary>
    public static ClassMeaning Classes(this ConnectionSettings settings, ClassMeaning whenUnset) => settings.Choice(Key, whenUnset, s_words);

    /// <summary>The task that classes of this meaning answer.</summary>
    public static VisionTasks Task(this ClassMeaning meaning) => meaning == ClassMeaning.Moderation ? VisionTasks.Moderation : VisionTasks.Keywords;

    /// <summary>Adds a class as what it means.</summary>
    public static void Add(this ObservationList list, ClassMeaning meaning, string? name, Confidence confidence, Box? box = null)
    {
        if (meaning == ClassMeaning.Moderation)
        {
            list.AddModeration(name, confidence);
        }
        else
        {
            list.AddKeyword(name, confidence, box);
        }
    }

    /// <summary>Why the question cannot be asked; null where it can.</summary>
    public static Failure? Against(this ClassMeaning meaning, Connection connection, VisionRequest request) => TaskRule.Against(
        connection,
        request,
        meaning.Task(),
        $"AutoTag:Connections:{connection.Alias}:Settings:{Key} says what the classes of its model mean.");
}
