using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Providers.Shared;

/// <summary>A system that does not write in the profile's language is not asked: its answer would be paid for and could not be used.</summary>
public static class LanguageRule
{
    // Text is read as it stands in the picture, and moderation is said in the system's own terms, whatever the profile's language.
    private static readonly VisionTasks[] s_written = [VisionTasks.Keywords, VisionTasks.AltText, VisionTasks.Title, VisionTasks.Description];

    /// <summary>Why the question cannot be asked, by the languages its provider declares; null where it can, or where nobody knows.</summary>
    public static Failure? Against(Connection connection, VisionRequest request)
    {
        AnswerLanguages languages = connection.Provider.Declaration.Languages;
        return s_written
            .Where(task => request.Tasks.HasFlag(task) && languages.Of(task).Exclude(request.Language))
            .GroupBy(languages.Of)
            .Select(same => Against(connection, request, same.Aggregate((all, task) => all | task), same.Key.Codes))
            .FirstOrDefault();
    }

    /// <summary>Why the question cannot be asked, for systems whose languages depend on the model or the settings; null where it can.</summary>
    /// <param name="connection">Who would be asked.</param>
    /// <param name="request">The question.</param>
    /// <param name="tasks">What is answered in these languages only.</param>
    /// <param name="languages">Two-letter ISO 639-1.</param>
    public static Failure? Against(Connection connection, VisionRequest request, VisionTasks tasks, IReadOnlyList<string> languages)
    {
        VisionTasks asked = request.Tasks & tasks;
        if (asked == VisionTasks.None || languages.Contains(request.Language, StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        return new Failure(
            FailureKind.Misconfigured,
            $"{connection.Provider.Declaration.Name} does not write {asked} in '{request.Language}', only in {string.Join(", ", languages)}. Choose one of these as the language of the profile, take {asked} out of what its step asks (Tasks), or choose another connection than AutoTag:Connections:{connection.Alias}.")
        {
            Code = "language",
            Sent = false,
        };
    }
}
