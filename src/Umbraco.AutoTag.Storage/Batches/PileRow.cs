using Umbraco.AutoTag.Core.Batches;

namespace Umbraco.AutoTag.Storage.Batches;

/// <summary>Calls that wait, added up by what they have in common.</summary>
internal readonly record struct PileRow(string RunId, string Connection, string Model, long Calls, long OldestAt)
{
    public WaitingPile ToPile() => new(StoredPile.Read(RunId, Connection, Model), (int)Calls, Stored.Time(OldestAt));
}
