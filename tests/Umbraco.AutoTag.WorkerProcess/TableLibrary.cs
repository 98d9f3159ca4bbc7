using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Dapper;
using Microsoft.Data.Sqlite;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.WorkerProcess;

/// <summary>A site's media in a table, so that values survive the process as a site's do; every write is counted. The last save wins.</summary>
public sealed class TableLibrary(DbProviderFactory factory, string connectionString) : IMediaLibrary
{
    private const string Separator = "\n";

    // As a site's own lock: who waits for it within a process is told at once, where SQLite's driver would look again every 150 ms.
    private readonly SemaphoreSlim _writing = new(1);

    /// <summary>The fields of every item.</summary>
    public static readonly FieldKey AltText = new(Field.AltText, "en");

    /// <summary>The keywords of every item.</summary>
    public static readonly FieldKey Keywords = new(Field.Keywords, "en");

    /// <summary>Makes the table and fills it with items numbered from 0.</summary>
    /// <param name="items">How many.</param>
    /// <param name="pictures">How many different pictures they have: an item that is numbered beyond has the picture, and the number, of an earlier one.</param>
    public async Task FillAsync(int items, int pictures = int.MaxValue)
    {
        await using DbConnection connection = await ConnectAsync();
        if (connection is SqliteConnection)
        {
            // Readers do not wait for writers then.
            await connection.ExecuteAsync("PRAGMA journal_mode = WAL");
        }

        await connection.ExecuteAsync("CREATE TABLE siteMedia (mediaKey VARCHAR(36) PRIMARY KEY, number INT NOT NULL, altText VARCHAR(4000), keywords VARCHAR(4000) NOT NULL, writes INT NOT NULL)");
        await using DbTransaction transaction = await connection.BeginTransactionAsync();
        foreach (int number in Enumerable.Range(0, items))
        {
            await connection.ExecuteAsync("INSERT INTO siteMedia VALUES (@key, @number, NULL, '', 0)", new { key = KeyOf(number).ToString(), number = number % pictures }, transaction);
        }

        await transaction.CommitAsync();
    }

    /// <summary>Everything, in the order of numbers.</summary>
    public async Task<IReadOnlyList<SavedRow>> AllAsync()
    {
        await using DbConnection connection = await ConnectAsync();
        return [.. await connection.QueryAsync<SavedRow>("SELECT number, altText, keywords, writes FROM siteMedia ORDER BY number")];
    }

    /// <summary>The key of an item.</summary>
    public static Guid KeyOf(int number) => new(number + 1, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1);

    /// <inheritdoc />
    public async Task<MediaItem?> FindAsync(Guid key, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await ConnectAsync();
        return await ReadAsync(connection, key, transaction: null);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<MediaReference> EnumerateAsync(DateTimeOffset since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (SavedRow row in await AllAsync())
        {
            yield return new MediaReference(KeyOf(row.Number), PathOf(row.Number), since);
        }
    }

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<Guid, string>> PlacesAsync(IReadOnlyCollection<Guid> keys, CancellationToken cancellationToken) =>
        (await AllAsync()).Where(row => keys.Contains(KeyOf(row.Number))).ToDictionary(row => KeyOf(row.Number), row => PathOf(row.Number));

    /// <inheritdoc />
    public Task<Stream?> OpenAsync(MediaItem item, CancellationToken cancellationToken) =>
        Task.FromResult<Stream?>(new MemoryStream(NumberedPicture.Of(int.Parse(item.Name, CultureInfo.InvariantCulture)), writable: false));

    /// <inheritdoc />
    public Task<Rendition> RenderAsync(MediaItem item, int longSide, ImageFormat format, int maxBytes, CancellationToken cancellationToken) =>
        Task.FromResult(new Rendition(null, "this library has no pipeline"));

    /// <inheritdoc />
    public async Task<bool> WriteAsync(
        Guid key, Func<MediaItem, IReadOnlyDictionary<FieldKey, FieldValue>> change, Guid? userKey, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(CancellationToken.None);
        try
        {
            return await WriteAloneAsync(key, change);
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task<bool> WriteAloneAsync(Guid key, Func<MediaItem, IReadOnlyDictionary<FieldKey, FieldValue>> change)
    {
        await using DbConnection connection = await ConnectAsync();
        await using DbTransaction transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        // The row is locked before it is read, as a site's write lock does.
        await connection.ExecuteAsync("UPDATE siteMedia SET writes = writes WHERE mediaKey = @key", new { key = key.ToString() }, transaction);
        if (await ReadAsync(connection, key, transaction) is not { } item)
        {
            return false;
        }

        IReadOnlyDictionary<FieldKey, FieldValue> values = change(item);
        if (values.Count > 0)
        {
            await connection.ExecuteAsync(
                "UPDATE siteMedia SET altText = @alt, keywords = @keywords, writes = writes + 1 WHERE mediaKey = @key",
                new
                {
                    key = key.ToString(),
                    alt = values.GetValueOrDefault(AltText, item.Fields[AltText]).Text,
                    keywords = string.Join(Separator, values.GetValueOrDefault(Keywords, item.Fields[Keywords]).Parts),
                },
                transaction);
        }

        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    /// <summary>The path of an item.</summary>
    public static string PathOf(int number) => $"-1,{number + 1000}";

    private static async Task<MediaItem?> ReadAsync(DbConnection connection, Guid key, DbTransaction? transaction)
    {
        SavedRow? row = await connection.QueryFirstOrDefaultAsync<SavedRow>(
            "SELECT number, altText, keywords, writes FROM siteMedia WHERE mediaKey = @key", new { key = key.ToString() }, transaction);
        return row is null ? null : new MediaItem
        {
            Key = key,
            Path = PathOf(row.Number),
            Name = row.Number.ToString(CultureInfo.InvariantCulture),
            TypeAlias = "Image",
            FileValue = $"/media/{row.Number}.png",
            FileName = $"{row.Number}.png",
            UploadedAt = DateTimeOffset.UnixEpoch,
            Trashed = false,
            Fields = new Dictionary<FieldKey, FieldValue>
            {
                [AltText] = FieldValue.OfText(row.AltText),
                [Keywords] = FieldValue.OfKeywords(row.Words),
            },
        };
    }

    private async Task<DbConnection> ConnectAsync()
    {
        DbConnection connection = factory.CreateConnection()!;
        connection.ConnectionString = connectionString;
        await connection.OpenAsync();
        if (connection is SqliteConnection)
        {
            // Workers are killed here, machines are not: what is in the system's hands is safe.
            await connection.ExecuteAsync("PRAGMA synchronous = OFF");
        }

        return connection;
    }
}

/// <summary>An item as it stands in the table.</summary>
public sealed class SavedRow
{
    /// <summary>Its number.</summary>
    public int Number { get; init; }

    /// <summary>Its alt text.</summary>
    public string? AltText { get; init; }

    /// <summary>Its keywords, a line each.</summary>
    public string Keywords { get; init; } = "";

    /// <summary>How often it was written.</summary>
    public int Writes { get; init; }

    /// <summary>Its keywords.</summary>
    public IReadOnlyList<string> Words => Keywords.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
