using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Migrations;

/// <summary>One step of the schema. Once released it is never changed, only followed by another.</summary>
internal abstract class Migration
{
    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } = [new M0001FirstTables(), new M0002Decisions(), new M0005Calls()];

    public abstract int Number { get; }

    public abstract string Name { get; }

    public abstract IEnumerable<string> Statements(Dialect dialect);
}
