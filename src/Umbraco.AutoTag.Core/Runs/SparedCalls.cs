using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Corridor;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Runs;

/// <summary>What was saved by asking a step only where an earlier one was unsure, from what was said and what calls have cost.</summary>
public sealed class SparedCalls(IRunFacts facts, CallForecast forecast, StepAnswers answers, IConnections connections, IProfiles profiles)
{
    /// <summary>A line for each step of the profile that is asked only about some pictures, of what was looked at from a moment on.</summary>
    public async Task<IReadOnlyList<Spared>> SinceAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        Profile profile = profiles.Default;
        var spared = new List<Spared>();
        foreach ((int place, Step step) in profile.Steps.Index())
        {
            if (step.When is { } when && connections.Find(step.Connection) is { } connection)
            {
                Unsure past = await UnsureAsync(profile, place, since, cancellationToken);
                long notNeeded = past.Answers - past.Count;
                ConnectionEstimate calls = await forecast.OfAsync(step, connection, notNeeded, known: 0, cancellationToken);
                spared.Add(new Spared(connection.Alias, when.UnsureOf, when.Below, past.Answers, notNeeded, calls.Cost?.Likely, calls.Basis));
            }
        }

        return spared;
    }

    /// <summary>How often the steps that decide about a step were unsure, whoever answered for them.</summary>
    internal async Task<Unsure> UnsureAsync(Profile profile, int place, DateTimeOffset since, CancellationToken cancellationToken)
    {
        int[] judges = [.. StepNeeds.JudgedBy(profile, place)];
        string[] stepParts =
        [
            .. from judge in judges
               from way in answers.WaysOf(profile.Steps[judge], profile)
               select way.StepPart,
        ];
        return stepParts.Length == 0
            ? Unsure.Nothing
            : await facts.UnsureAsync([.. stepParts.Distinct()], profile.Steps[judges[0]].LanguageIn(profile), profile.Steps[place].When!.Below, since, cancellationToken);
    }
}

/// <summary>What was saved at one step.</summary>
/// <param name="Connection">Alias of the connection that was not asked.</param>
/// <param name="UnsureOf">Alias of the connection that was sure enough.</param>
/// <param name="Below">The bar, 0 to 1.</param>
/// <param name="Images">Pictures that connection looked at.</param>
/// <param name="NotNeeded">Of those, the ones that did not need the step.</param>
/// <param name="Saved">What the calls that were not made would have cost; null where nobody knows.</param>
/// <param name="Basis">Where the price of a call comes from.</param>
public sealed record Spared(string Connection, string UnsureOf, double Below, long Images, long NotNeeded, MicroUsd? Saved, EstimateBasis Basis);
