using System.Data.Common;
using Dapper;

namespace Umbraco.AutoTag.Storage;

/// <summary>One open connection and its transaction, for the length of one piece of work.</summary>
internal sealed class Session(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
{
    /// <summary>True where the transaction shall be rolled back although nothing threw.</summary>
    public bool Abandoned { get; private set; }

    public void Abandon() => Abandoned = true;

    /// <summary>How long a statement may take; the driver's default (30 s as a rule) where null.</summary>
    public TimeSpan? StatementTimeout { get; set; }

    /// <summary>Taken for each statement that writes; null where the transaction has it, or where there are no turns.</summary>
    public WriteTurn? Turn { get; init; }

    /// <summary>Runs a statement; returns how many rows it changed.</summary>
    public Task<int> ExecuteAsync(string sql, object? parameters = null) =>
        Turn is { } turn ? turn.TakeAsync(() => connection.ExecuteAsync(Command(sql, parameters)), cancellationToken) : connection.ExecuteAsync(Command(sql, parameters));

    /// <summary>
    /// Changes the row that is there, or makes it; returns how many rows were changed or made. None is where the row is there and the update
    /// does not want it. To be used in a transaction.
    /// </summary>
    /// <param name="update">Changes the row if it is there.</param>
    /// <param name="insertIfNew">Made by <see cref="Dialects.Dialect.InsertIfNew"/>.</param>
    /// <param name="parameters">Of both.</param>
    public async Task<int> UpdateOrInsertAsync(string update, string insertIfNew, object parameters)
    {
        if (await ExecuteAsync(update, parameters) is var changed and > 0)
        {
            return changed;
        }

        // Where it is neither there nor new, another server was faster, and now it is there.
        return await ExecuteAsync(insertIfNew, parameters) is var made and > 0 ? made : await ExecuteAsync(update, parameters);
    }

    /// <summary>All rows that a statement changes and returns.</summary>
    public Task<IReadOnlyList<T>> ChangeAsync<T>(string sql, object? parameters = null) =>
        Turn is { } turn ? turn.TakeAsync(() => QueryAsync<T>(sql, parameters), cancellationToken) : QueryAsync<T>(sql, parameters);

    /// <summary>All rows of a select.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null) =>
        (await connection.QueryAsync<T>(Command(sql, parameters))).AsList();

    /// <summary>The first row of a select; the default where there is none.</summary>
    public Task<T?> FirstAsync<T>(string sql, object? parameters = null) => connection.QueryFirstOrDefaultAsync<T>(Command(sql, parameters));

    private CommandDefinition Command(string sql, object? parameters) =>
        new(sql, parameters, transaction, (int?)StatementTimeout?.TotalSeconds, cancellationToken: cancellationToken);
}
