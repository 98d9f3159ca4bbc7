using Umbraco.AutoTag.Storage.Dialects;
using Umbraco.AutoTag.Storage.Suggestions;

namespace Umbraco.AutoTag.Storage.Migrations;

/// <summary>
/// What cannot be guessed of suggestions: how many are of a confidence, and that a connection's share of the open ones is not its share of all. Expecting too
/// few, PostgreSQL gathered and sorted them all where a walk down the queue ends before long.
/// </summary>
internal sealed class M0028Statistics : Migration
{
    public override int Number => 28;

    public override string Name => "statistics";

    public override IEnumerable<string> Statements(Dialect d) => d.Statistics(
        "autoTagSuggestion",
        together: ("autoTagSuggestionOpenOf", "state, connection"),
        alone: ("autoTagSuggestionBand", ReviewConditions.BandOf("")));
}
