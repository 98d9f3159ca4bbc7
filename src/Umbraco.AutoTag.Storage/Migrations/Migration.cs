using Umbraco.AutoTag.Storage.Dialects;

namespace Umbraco.AutoTag.Storage.Migrations;

/// <summary>
/// One step of the schema. Once released it is never changed, only followed by another. New columns are added with
/// <c>ALTER TABLE … ADD name type NULL</c>, which every database understands.
/// </summary>
internal abstract class Migration
{
    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } =
    [
        new M0001FirstTables(), new M0002Decisions(), new M0003Money(), new M0004QueueInDoubt(), new M0005Calls(), new M0006LargeLibraries(),
        new M0007FolderSums(), new M0008ReviewQueue(), new M0009Runs(), new M0011Decide(), new M0012Connections(), new M0013StandIns(),
        new M0015Batches(), new M0016Calibration(), new M0017Coverage(), new M0018RunningCounts(), new M0019Meter(), new M0021StandingRevisions(),
        new M0022Unfinished(), new M0023Wordings(), new M0024DriftsAndPace(), new M0025SavedProfiles(), new M0026Samples(),
        new M0027DaySums(), new M0028Statistics(), new M0029EmptiedChanges(), new M0030RevisionSums(),
        new M0031Jobs(), new M0032Wishes(),
    ];

    public abstract int Number { get; }

    public abstract string Name { get; }

    public abstract IEnumerable<string> Statements(Dialect dialect);
}
