using System.Data.Common;
using Umbraco.AutoTag.Storage.Counts;

namespace Umbraco.AutoTag.Storage.Dialects;

/// <summary>
/// Everything in which one database differs from another. Statements outside of the dialects are portable.
/// </summary>
public abstract class Dialect
{
    private static readonly Dialect[] s_all = [new SqliteDialect(), new SqlServerDialect(), new PostgresDialect()];

    /// <summary>The dialect of a provider as a site names it (<c>ConnectionStrings:…_ProviderName</c>), ignoring case; null where AutoTag cannot use that database.</summary>
    public static Dialect? Find(string providerName) =>
        s_all.FirstOrDefault(dialect => dialect.ProviderName.Equals(providerName, StringComparison.OrdinalIgnoreCase));

    /// <summary>The name under which the driver is registered with <see cref="DbProviderFactories"/>; also the name of its package.</summary>
    public abstract string ProviderName { get; }

    /// <summary>The driver's factory, as a line of code names it.</summary>
    internal abstract string FactoryName { get; }

    /// <summary>The connection string as AutoTag opens it: the site's, with what AutoTag insists on.</summary>
    /// <param name="connectionString">The site's.</param>
    /// <param name="lockPatience">How long a statement may wait for another connection's lock.</param>
    internal abstract string Configure(string connectionString, TimeSpan lockPatience);

    /// <summary>Run on every connection that is opened; null where there is nothing to set.</summary>
    internal abstract string? OnOpen { get; }

    /// <summary>Run once before the migrations, outside of a transaction; null where there is nothing to set.</summary>
    internal abstract string? OnCreate { get; }

    /// <summary>Makes other servers wait with their migrations until this transaction ends; null where every transaction does so.</summary>
    internal abstract string? MigrationLock { get; }

    /// <summary>Counts the tables of the name <c>@table</c> where AutoTag's tables are: one or none.</summary>
    internal abstract string CountTables { get; }

    /// <summary>True where only one connection writes at a time, whatever it writes.</summary>
    internal virtual bool HasOneWriter => false;

    /// <summary>True where the statement was refused because of what another connection does at this moment, so that trying again helps.</summary>
    internal abstract bool IsLocked(DbException exception);

    /// <summary>Type of an id: 36 characters.</summary>
    internal abstract string Guid { get; }

    /// <summary>Type of whole numbers of 64 bits: counts, enums, ticks, millionths.</summary>
    internal abstract string Integer { get; }

    /// <summary>Type of floating point numbers.</summary>
    internal abstract string Real { get; }

    /// <summary>Type of a word of at most <paramref name="length"/> characters that can be a key. It compares and sorts by code point.</summary>
    internal abstract string Word(int length);

    /// <summary>Type of text of any length.</summary>
    internal abstract string Text { get; }

    /// <summary>Type of a key that the database counts up by itself, with all that makes it the key.</summary>
    internal abstract string NumberedKey { get; }

    /// <summary>A column that the database computes from others of its row, a whole number.</summary>
    internal abstract string Computed(string expression);

    /// <summary>The path of the folder that an item lies in: its own without the last id, empty where there is none.</summary>
    /// <param name="path">A column of paths: ids joined by commas.</param>
    internal virtual string FolderOf(string path) => $"rtrim(rtrim({path}, replace({path}, ',', '')), ',')";

    /// <summary>The moment by the database's own clock, UTC, as text: <c>yyyy-MM-ddTHH:mm:ss.fffZ</c>.</summary>
    internal abstract string UtcNow { get; }

    /// <summary>Removes an index.</summary>
    internal virtual string DropIndex(string table, string index) => $"DROP INDEX {index}";

    /// <summary>Said after the name of a table by those who know which index serves them; empty where the database finds it by its statistics.</summary>
    /// <param name="index">An index that has all rows that are asked for.</param>
    internal virtual string By(string index) => string.Empty;

    /// <summary>
    /// The condition of an index that has only some rows, said beside a narrower one so that the index is known to serve. True of every row where the database
    /// sees that by itself, and would take the two for independent of each other and expect too few rows.
    /// </summary>
    internal virtual string WordsOfIndex(string condition) => condition;

    /// <summary>
    /// Statements that have the database learn how often values of two columns go together, and how often an expression has which; none where it chooses its
    /// way without.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="together">The columns, and what is kept of them under which name.</param>
    /// <param name="alone">The expression, as statements have it, and the name.</param>
    internal virtual IEnumerable<string> Statistics(string table, (string Name, string Columns) together, (string Name, string Expression) alone) => [];

    /// <summary>
    /// Statements that have the database's housekeeping give back what a table took up when it is emptied, however few rows are left; none where it does by
    /// itself.
    /// </summary>
    internal virtual IEnumerable<string> GivesBack(string table) => [];

    /// <summary>
    /// A column that is sorted by although one value of it is asked for. SQLite would take it for a constant and leave it out of the order, which no index has
    /// then, and sort what it could read in order.
    /// </summary>
    internal virtual string Sorted(string column) => column;

    /// <summary>True for the rows whose column is one of a list.</summary>
    /// <param name="column">The column.</param>
    /// <param name="list">A parameter with its @: an array of at most <see cref="Stored.MaxList"/>.</param>
    internal virtual string In(string column, string list) => $"{column} IN {list}";

    /// <summary>Keeps the first <paramref name="count"/> rows of an ordered select.</summary>
    /// <param name="orderedSelect">A select that ends with its ORDER BY.</param>
    /// <param name="count">A parameter with its @.</param>
    internal virtual string First(string orderedSelect, string count) => $"{orderedSelect} LIMIT {count}";

    /// <summary>The first rows that no other connection holds. Where the database locks rows, they are this statement's until its end.</summary>
    /// <param name="columns">What to select.</param>
    /// <param name="table">The table.</param>
    /// <param name="where">Which rows.</param>
    /// <param name="order">Their order.</param>
    /// <param name="count">A parameter with its @.</param>
    internal abstract string FirstFree(string columns, string table, string where, string order, string count);

    /// <summary>
    /// Inserts a row unless there is one already; changes no row then. Where another connection inserts the same at this moment, it is waited for.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="values">A value for each.</param>
    /// <param name="isThere">True for the row that is in the way: the one with the same key, or the same value of a unique index.</param>
    internal virtual string InsertIfNew(string table, string columns, string values, string isThere) =>
        $"INSERT INTO {table} ({columns}) VALUES ({values}) ON CONFLICT DO NOTHING";

    /// <summary>
    /// Inserts a row unless another is in the way, whether or not a unique index says so; changes no row then. Who inserts the same at this moment
    /// is kept apart by <see cref="TurnAt"/>.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="values">A value for each.</param>
    /// <param name="isThere">True for a row that is in the way.</param>
    internal virtual string InsertUnless(string table, string columns, string values, string isThere) =>
        $"INSERT INTO {table} ({columns}) SELECT {values} WHERE NOT EXISTS (SELECT 1 FROM {table} WHERE {isThere})";

    /// <summary>
    /// Waits until no other transaction has its turn at the same thing, and has it until this one ends; null where a transaction, or
    /// <see cref="InsertUnless"/> by itself, keeps others away.
    /// </summary>
    /// <param name="name">A parameter with its @: what the turn is at.</param>
    internal virtual string? TurnAt(string name) => null;

    /// <summary>Statements that make the database write down what begins and ceases to be counted, with the row itself or not at all.</summary>
    internal abstract IEnumerable<string> Triggers(Counted counted);

    /// <summary>
    /// Said after the name of a table of sums by those who read it together with its changes, so that none of these is folded while they read:
    /// empty where a statement sees one moment anyway.
    /// </summary>
    internal virtual string SumsAsTheyStand => string.Empty;

    /// <summary>The same, said after the name of a table of changes; more may be added meanwhile.</summary>
    internal virtual string ChangesAsTheyStand => string.Empty;

    /// <summary>One statement that changes rows and returns them as they became.</summary>
    /// <param name="table">The table.</param>
    /// <param name="key">Its key column.</param>
    /// <param name="chosenKeys">A select of the keys to change, made of <see cref="FirstFree"/> so that no two connections choose the same.</param>
    /// <param name="stillTrue">What must still hold at the moment of the change.</param>
    /// <param name="changes">The assignments.</param>
    /// <param name="columns">What to return.</param>
    internal abstract string UpdateReturning(string table, string key, string chosenKeys, string stillTrue, string changes, string columns);
}
