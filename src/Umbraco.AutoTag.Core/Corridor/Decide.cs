using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>
/// Room 5. A pure function: what was said, the rules, the values that are there, and what humans decided before become suggestions and writes.
/// A human's value is never in the writes. What a human rejected is never proposed again; what a human accepted is never taken back.
/// </summary>
public static class Decide
{
    /// <summary>Decides every field that has a property on this media type.</summary>
    public static Decision On(DecisionInput input)
    {
        var fields = input.Item.Fields.Keys.Where(key => input.Profile.LanguagesOf(key.Field).Contains(key.Language)).Select(key => new FieldDecision(input, key)).ToList();
        foreach (FieldDecision field in fields)
        {
            field.Decide();
        }

        return new Decision(
            [.. fields.SelectMany(field => field.Added)],
            [.. fields.SelectMany(field => field.Changed)],
            fields.Where(field => field.Write is not null).ToDictionary(field => field.Key, field => field.Write!));
    }
}
