namespace Umbraco.AutoTag.Storage.Tests;

public sealed class DocumentationTests() : DatabaseTest(Engine.Sqlite)
{
    [Test]
    public async Task Every_table_and_column_is_explained_in_the_docs()
    {
        string docs = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot(), "docs", "storage.md"));
        string names = await AskAsync<string>(
            """
            SELECT group_concat(tables.name || '.' || columns.name)
            FROM sqlite_master AS tables, pragma_table_xinfo(tables.name) AS columns
            WHERE tables.type = 'table'
            """);

        foreach (IGrouping<string, string> table in names.Split(',').GroupBy(name => name.Split('.')[0], name => name.Split('.')[1]))
        {
            int start = docs.IndexOf($"## {table.Key}", StringComparison.Ordinal);
            Assert.That(start, Is.Not.Negative, table.Key);
            int end = docs.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
            string section = docs[start..end];
            Assert.That(table.Where(column => !section.Contains($"`{column}`")), Is.Empty, table.Key);
        }
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Umbraco.AutoTag.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("The repository's root was not found above the tests.");
    }
}
