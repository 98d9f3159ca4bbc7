using System.Text.Json;
using Umbraco.AutoTag.Core.Catalogue;

namespace Umbraco.AutoTag.Storage.Catalogue;

/// <inheritdoc />
internal sealed class CatalogueStore(Database database) : ICatalogueStore
{
    private const string IsThere = "source = @source";

    private const string Update = $"UPDATE autoTagCatalogue SET fetchedAt = @fetchedAt, models = @models WHERE {IsThere}";

    private string Insert => field ??= database.Dialect.InsertIfNew("autoTagCatalogue", "source, fetchedAt, models", "@source, @fetchedAt, @models", IsThere);

    public Task KeepAsync(FetchedCatalogue catalogue, CancellationToken cancellationToken)
    {
        var row = new
        {
            source = catalogue.Source,
            fetchedAt = Stored.Of(catalogue.FetchedAt),
            models = Stored.Text(JsonSerializer.Serialize([.. catalogue.Models], Json.Columns.CatalogueModelArray)),
        };
        return database.InTransactionAsync(session => session.UpdateOrInsertAsync(Update, Insert, row), cancellationToken);
    }

    public async Task<FetchedCatalogue?> FindAsync(string source, CancellationToken cancellationToken)
    {
        Row? row = await database.RunAsync(
            session => session.FirstAsync<Row>($"SELECT fetchedAt, models FROM autoTagCatalogue WHERE {IsThere}", new { source }), cancellationToken);
        return row is null ? null : new FetchedCatalogue(source, Stored.Time(row.FetchedAt), JsonSerializer.Deserialize(row.Models, Json.Columns.CatalogueModelArray)!);
    }

    private sealed class Row
    {
        public long FetchedAt { get; init; }

        public required string Models { get; init; }
    }
}
