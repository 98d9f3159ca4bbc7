using Umbraco.AutoTag.Storage.Dialects;
using Umbraco.AutoTag.Storage.Suggestions;

namespace Umbraco.AutoTag.Storage.Migrations;

/// <summary>
/// What databases cannot guess of suggestions: few of them are open, and a connection's or a confidence's share of those is not its share of all. Expecting
/// too few, PostgreSQL gathered and sorted them all where a walk down the queue ends before long.
/// </summary>
internal sealed class M0028Statistics : Migration
{
    public override int Number => 28;

    public override string Name => "statistics";

    public override IEnumerable<string> Statements(Dialect d) =>
        d.Statistics("autoTagSuggestion", "autoTagSuggestionKinds", "state, field, language, connection", ReviewConditions.BandOf(""));
}
