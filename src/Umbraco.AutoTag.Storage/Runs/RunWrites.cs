using Dapper;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.AutoTag.Core.Suggestions;
using Umbraco.AutoTag.Storage.Suggestions;

namespace Umbraco.AutoTag.Storage.Runs;

/// <inheritdoc />
internal sealed class RunWrites(Database database) : IRunWrites
{
    public async Task<IReadOnlyList<FieldWrite>> PageAsync(Guid run, PathScope scope, FieldWrite? after, int take, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters(
            new { run = Stored.Of(run), key = Stored.Of(after?.MediaKey) ?? string.Empty, id = Stored.Of(after?.Id) ?? string.Empty, take });
        string lies = scope.Paths is null
            ? string.Empty
            : $"""
              AND EXISTS (
                  SELECT 1 FROM autoTagWorkItem AS work WHERE work.mediaKey = autoTagFieldWrite.mediaKey AND {Scope.Condition(scope, parameters, "work.path")})
              """;
        string next = database.Dialect.First(
            $"""
            SELECT {FieldWriteRow.Columns} FROM autoTagFieldWrite
            WHERE runId = @run AND mediaKey >= @key AND (mediaKey > @key OR id > @id) AND confirmed = 1 {lies}
            ORDER BY mediaKey, id
            """,
            "@take");
        IReadOnlyList<FieldWriteRow> rows = await database.RunAsync(session => session.QueryAsync<FieldWriteRow>(next, parameters), cancellationToken);
        return [.. rows.Select(row => row.ToWrite())];
    }
}
