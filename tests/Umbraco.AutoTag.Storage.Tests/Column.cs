namespace Umbraco.AutoTag.Storage.Tests;

/// <summary>A column as the database itself describes it.</summary>
public sealed record Column(string Table, string Name, string Type, bool IsComputed)
{
    public const string OfSqlite =
        """
        SELECT tables.name, columns.name, columns.type, CASE WHEN columns.hidden > 0 THEN 1 ELSE 0 END
        FROM sqlite_master AS tables, pragma_table_xinfo(tables.name) AS columns
        WHERE tables.type = 'table'
        """;

    public const string OfPostgres =
        """
        SELECT table_name::text, column_name::text, data_type::text, CASE is_generated WHEN 'ALWAYS' THEN 1 ELSE 0 END::bigint
        FROM information_schema.columns
        WHERE table_schema = current_schema()
        """;

    public bool IsText => Type is "TEXT" or "text" or "character varying";
}
