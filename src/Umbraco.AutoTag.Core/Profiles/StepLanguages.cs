using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Profiles;

/// <summary>
/// Who is asked what in which language, where fields are wanted in several: in one call of a provider that answers so, else in a call for each language that
/// the provider says it speaks. A step that is wanted in the profile's language alone stays as it is.
/// </summary>
/// <param name="language">The profile's language.</param>
/// <param name="languagesOf">The languages a field is wanted in.</param>
/// <param name="providerOf">What the provider of a connection says of itself; null where there is no such connection.</param>
public sealed class StepLanguages(string language, Func<Field, IReadOnlyList<string>> languagesOf, Func<string, ProviderDeclaration?> providerOf)
{
    private static readonly (VisionTasks Task, Field Field)[] s_fields =
    [
        (VisionTasks.AltText, Field.AltText),
        (VisionTasks.Title, Field.Title),
        (VisionTasks.Description, Field.Description),
        (VisionTasks.Keywords, Field.Keywords),
    ];

    private static readonly VisionTasks s_inALanguage = s_fields.Aggregate(VisionTasks.None, (all, field) => all | field.Task);

    /// <summary>The step in every language that it is wanted in.</summary>
    public IReadOnlyList<Step> Of(Step step)
    {
        InLanguage[] wanted = [.. WantedOf(step.Tasks)];
        if (wanted is [] || (wanted is [var only] && only.Language == language))
        {
            return [step];
        }

        return AnswersInSeveral(step)
            ? [In(step, wanted[0], wanted[1..])]
            : [In(step, wanted[0], []), .. wanted[1..].Where(other => Speaks(step, other.Language)).Select(other => In(step, other, []))];
    }

    // The profile's language first, then those of the fields in their order. What fills no field is asked once.
    private IEnumerable<InLanguage> WantedOf(VisionTasks tasks) => s_fields
        .Where(field => tasks.HasFlag(field.Task))
        .SelectMany(field => languagesOf(field.Field))
        .Prepend(language)
        .Distinct()
        .Select(wanted => new InLanguage(wanted, TasksIn(wanted, tasks) | (wanted == language ? tasks & ~s_inALanguage : VisionTasks.None)))
        .Where(wanted => wanted.Tasks != VisionTasks.None);

    private VisionTasks TasksIn(string wanted, VisionTasks tasks) => s_fields
        .Where(field => tasks.HasFlag(field.Task) && languagesOf(field.Field).Contains(wanted))
        .Aggregate(VisionTasks.None, (all, field) => all | field.Task);

    private Step In(Step step, InLanguage first, InLanguage[] others) => step with
    {
        Tasks = step.Tasks & first.Tasks,
        Question = first.Tasks.HasFlag(VisionTasks.Answer) ? step.Question : null,
        Language = first.Language == language ? null : first.Language,
        AlsoIn = [.. others.Select(other => other with { Tasks = other.Tasks & step.Tasks }).Where(other => other.Tasks != VisionTasks.None)],
        Fallbacks = [.. step.Fallbacks.Select(fallback => fallback with { Step = In(fallback.Step, first, AnswersInSeveral(fallback.Step) ? others : []) })],
    };

    private bool AnswersInSeveral(Step step) => providerOf(step.Connection) is { AnswersInSeveralLanguages: true };

    // Who names no languages takes no wish for one either, and would say the same again.
    private bool Speaks(Step step, string wanted) => providerOf(step.Connection)?.Languages is { Knowledge: LanguageKnowledge.Listed } known && !known.Exclude(wanted);
}
