using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Dapper;

namespace Umbraco.AutoTag.TestKit.Databases;

/// <summary>
/// Every test has a database of its own, and all of them have one schema: code that Dapper compiled for a statement serves them all. By its own
/// rule, which goes by the whole connection string, it would be compiled anew for each test, which took a third of a suite's time.
/// </summary>
internal sealed class SharedStatements : IEqualityComparer<string>
{
    private const string OfPostgres = "Host=";

    public bool Equals(string? x, string? y) => x is null || y is null ? x == y : IsPostgres(x) == IsPostgres(y);

    public int GetHashCode(string connection) => IsPostgres(connection) ? 1 : 0;

    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255:The ModuleInitializer attribute should not be used in libraries", Justification = "Before the first statement of whichever test comes first.")]
    internal static void Share() => SqlMapper.ConnectionStringComparer = new SharedStatements();

    private static bool IsPostgres(string connection) => connection.Contains(OfPostgres, StringComparison.OrdinalIgnoreCase);
}
