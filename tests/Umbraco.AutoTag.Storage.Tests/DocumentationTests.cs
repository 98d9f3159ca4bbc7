using System.Text.RegularExpressions;

namespace Umbraco.AutoTag.Storage.Tests;

public sealed partial class DocumentationTests() : DatabaseTest(Engine.Sqlite)
{
    [Test]
    public async Task Every_table_and_column_is_explained_in_the_docs_and_nothing_that_is_not_there()
    {
        string docs = (await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "storage.md"))).ReplaceLineEndings("\n");
        ILookup<string, string> tables = (await ColumnsAsync()).ToLookup(column => column.Table, column => column.Name);
        var sections = Section().Matches(docs).ToDictionary(section => section.Groups["table"].Value, section => section.Groups["text"].Value);

        Assert.That(sections.Keys, Is.EquivalentTo(tables.Select(table => table.Key)));
        foreach ((string table, string text) in sections)
        {
            IEnumerable<string> explained = Row().Matches(text)
                .SelectMany(row => Name().Matches(row.Groups["names"].Value))
                .Select(name => name.Groups["name"].Value);
            Assert.That(explained, Is.EquivalentTo(tables[table]), table);
        }
    }

    [GeneratedRegex(@"^## (?<table>autoTag\w+)\n(?<text>.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Section();

    [GeneratedRegex(@"^\| (?<names>`.*?) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"`(?<name>\w+)`")]
    private static partial Regex Name();
}
