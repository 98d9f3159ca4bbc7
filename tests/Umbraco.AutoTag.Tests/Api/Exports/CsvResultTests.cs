using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Umbraco.AutoTag.Api.Exports;

namespace Umbraco.AutoTag.Tests.Api.Exports;

public sealed class CsvResultTests
{
    [TestCase("A dog", "\"A dog\"")]
    [TestCase("", "\"\"")]
    [TestCase("A \"big\" dog, brown", "\"A \"\"big\"\" dog, brown\"")]
    [TestCase("two\r\nlines", "\"two\r\nlines\"")]
    public void A_cell_is_what_was_written(string text, string cell) => Assert.That(CsvResult.Cell(text), Is.EqualTo(cell));

    [TestCase("=HYPERLINK(\"https://example.com\",\"x\")")]
    [TestCase("+1")]
    [TestCase("-1+1|cmd")]
    [TestCase("@SUM(A1)")]
    [TestCase("\t=1")]
    [TestCase("\r=1")]
    [TestCase("  =1")]
    [TestCase("＝1")]
    public void A_cell_that_a_spreadsheet_would_run_begins_with_an_apostrophe(string text) =>
        Assert.That(CsvResult.Cell(text), Does.StartWith("\"'").And.EndWith($"{text.Replace("\"", "\"\"")}\""));

    [Test]
    public async Task A_file_bears_its_mark_and_its_lines_and_is_no_page()
    {
        var response = new DefaultHttpContext { Response = { Body = new MemoryStream() } };

        await new CsvResult("texts.csv", Rows()).ExecuteResultAsync(new ActionContext { HttpContext = response });

        byte[] bytes = ((MemoryStream)response.Response.Body).ToArray();
        Assert.That(bytes[..3], Is.EqualTo(new byte[] { 0xEF, 0xBB, 0xBF }));
        Assert.That(Encoding.UTF8.GetString(bytes[3..]), Is.EqualTo("\"Name\",\"Text\"\r\n\"Rex\",\"Ein größerer Hund\"\r\n"));
        Assert.That(response.Response.ContentType, Is.EqualTo("text/csv; charset=utf-8"));
        Assert.That($"{response.Response.Headers.ContentDisposition}", Is.EqualTo("attachment; filename=\"texts.csv\""));
        Assert.That($"{response.Response.Headers.XContentTypeOptions}", Is.EqualTo("nosniff"));
    }

    private static async IAsyncEnumerable<IReadOnlyList<string>> Rows()
    {
        yield return ["Name", "Text"];
        await Task.Yield();
        yield return ["Rex", "Ein größerer Hund"];
    }
}
