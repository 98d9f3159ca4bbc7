using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Configuration;

/// <summary>What is wrong with the steps of the profile, each as a sentence that names the key and how to mend it.</summary>
internal sealed class StepProblems(AutoTagOptions options, IReadOnlyDictionary<string, IVisionProvider> providers)
{
    private readonly StepOptions[] _steps = options.Profile.Steps ?? [];

    public IEnumerable<string> All => _steps.SelectMany((step, place) => (IEnumerable<string>)
    [
        .. Unknown(step.Connection, $"{ConfiguredSteps.KeyOf(place)}:Connection"),
        .. (step.Fallbacks ?? []).SelectMany((fallback, number) => OfFallback(step, fallback, ConfiguredSteps.KeyOf(place, number))),
        .. step.When is { } when ? OfWhen(when, place) : [],
        .. OfQuestion(step, ConfiguredSteps.KeyOf(place)),
    ]);

    private IEnumerable<string> Unknown(string connection, string key) =>
        IsEmbedded(connection) || options.Connections.ContainsKey(connection)
            ? []
            : [$"{key} is '{connection}', which is not among AutoTag:Connections. Add that connection, or name another."];

    private IEnumerable<string> OfFallback(StepOptions step, FallbackOptions fallback, string key)
    {
        foreach (string problem in ConfigurationProblems.Annotated(fallback, key).Concat(Unknown(fallback.Connection, $"{key}:Connection")))
        {
            yield return problem;
        }

        if (IsEmbedded(step.Connection))
        {
            yield return $"{key} stands behind {ConfiguredSite.EmbeddedMetadata}, which reads the file itself and never fails. Take the fallback out, or make it a step of its own.";
        }

        if (step.Connection.Equals(fallback.Connection, StringComparison.OrdinalIgnoreCase) && ModelOf(step.Connection, step.Model) == ModelOf(fallback.Connection, fallback.Model))
        {
            yield return $"{key} asks '{fallback.Connection}' in the place of itself. Name another connection, or another model in {key}:Model.";
        }

        if (ProviderOf(fallback.Connection) is { } provider && TasksOf(step) is { } asked && (asked & provider.Declaration.Tasks) == VisionTasks.None)
        {
            yield return $"{key}:Connection is '{fallback.Connection}', and {provider.Declaration.Name} can do nothing of what the step asks ({asked}). Name another connection.";
        }
    }

    private IEnumerable<string> OfWhen(WhenOptions when, int place)
    {
        string key = $"{ConfiguredSteps.KeyOf(place)}:When";
        foreach (string problem in ConfigurationProblems.Annotated(when, key))
        {
            yield return problem;
        }

        StepOptions[] judges = [.. _steps.Take(place).Where(step => step.Connection.Equals(when.UnsureOf, StringComparison.OrdinalIgnoreCase))];
        if (judges.Length == 0)
        {
            yield return $"{key}:UnsureOf is '{when.UnsureOf}', which is not the connection of an earlier step. Name one, or put this step behind it.";
        }
        else if (!judges.Any(step => TasksOf(step)?.HasFlag(VisionTasks.Keywords) ?? true))
        {
            yield return $"{key}:UnsureOf is '{when.UnsureOf}', which no earlier step asks for keywords: by them it is told how sure it was. Add Keywords to that step's Tasks.";
        }
        else if (ProviderOf(when.UnsureOf)?.Declaration is { Confidence: ConfidenceSource.None or ConfidenceSource.SelfReported } judge)
        {
            yield return judge.Confidence == ConfidenceSource.None
                ? $"{key}:UnsureOf is '{when.UnsureOf}', and {judge.Name} never says how sure it is. Name a step whose connection does."
                : $"{key}:UnsureOf is '{when.UnsureOf}', and what {judge.Name} says of its own sureness is no measure. Name a step whose connection is a classifier, or take {key} out: then every image is asked of both.";
        }
    }

    private IEnumerable<string> OfQuestion(StepOptions step, string key)
    {
        if (step.Question is not { } question)
        {
            return step.Tasks?.HasFlag(VisionTasks.Answer) == true ? [$"{key}:Tasks names Answer, and nothing is asked. Write the question into {key}:Question:Ask, or take Answer out."] : [];
        }

        return ProviderOf(step.Connection) is { } provider && !provider.Declaration.Tasks.HasFlag(VisionTasks.Answer)
            ? [$"{key}:Question is asked of '{step.Connection}', and {provider.Declaration.Name} answers no questions. Ask a language model, or take it out."]
            : ConfigurationProblems.Annotated(question, $"{key}:Question").Concat(NotPut(step, $"{key}:Question"));
    }

    // Paid for with every picture, and never asked.
    private IEnumerable<string> NotPut(StepOptions step, string key) =>
        from alias in (step.Fallbacks ?? []).Select(fallback => fallback.Connection).Prepend(step.Connection).Distinct(StringComparer.OrdinalIgnoreCase)
        let connection = options.Connections.GetValueOrDefault(alias)
        where connection is not null && ProviderOf(alias)?.AgainstQuestions(connection) is not null
        select $"{key} is asked of '{alias}', but {ProviderOf(alias)!.AgainstQuestions(connection)!.Replace("AutoTag:Connections:{alias}", $"AutoTag:Connections:{alias}", StringComparison.Ordinal)}";

    private VisionTasks? TasksOf(StepOptions step) => step.Tasks ?? ProviderOf(step.Connection)?.Declaration.UsualTasks;

    private string? ModelOf(string connection, string? model) => model ?? options.Connections.GetValueOrDefault(connection)?.Model;

    private IVisionProvider? ProviderOf(string connection) => providers.GetValueOrDefault(
        IsEmbedded(connection) ? ConfiguredSite.EmbeddedMetadata : options.Connections.GetValueOrDefault(connection)?.Provider ?? string.Empty);

    private static bool IsEmbedded(string connection) => connection.Equals(ConfiguredSite.EmbeddedMetadata, StringComparison.OrdinalIgnoreCase);
}
