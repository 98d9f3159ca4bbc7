using System.Text;
using System.Text.Json.Nodes;
using Umbraco.AutoTag.CommandLine;
using Umbraco.AutoTag.TestKit;

namespace Umbraco.AutoTag.Tests.CommandLine;

/// <summary>A file of keys is read as it is meant, or not at all: without keys a run looks at the whole library, and pays for it.</summary>
public sealed class KeyFileTests
{
    private const string Key = "5f7ec4b2-3a0f-4e0f-8a37-0c1a4f0d9d11";
    private const string Another = "0f6ad7de-1111-4222-8333-944455556666";

    // What is well written goes so far that --wait alone is in its way.
    private const string NothingButTheEnd = "--wait needs --start. See autotag --help.";

    private readonly TempFolder _folder = new();

    [OneTimeTearDown]
    public void CleanUp() => _folder.Dispose();

    [TestCase("", "holds no media key")]
    [TestCase("\n  \n", "holds no media key")]
    [TestCase("key,name\n", "holds no media key")]
    [TestCase($"name,key\ndog.jpg,{Key}\n", "Line 2")]
    [TestCase($"key\n{Key}\nthat was all\n", "Line 3")]
    [TestCase($"key\nof an image\n{Key}\n", "Line 2")]
    [TestCase($"5f7ec4b2-3a0f-4e0f-8a37-0c1a4f0d9d1\n{Key}\n", "Line 1")]
    public async Task A_file_without_keys_or_with_anything_else_is_refused_and_told(string content, string told) =>
        Assert.That(await ProblemOfAsync("--keys-from", Write(Encoding.UTF8.GetBytes(content))), Does.Contain(told).And.Contains("at the beginning of each line"));

    [Test]
    public async Task A_file_in_another_encoding_is_refused_and_told_how_to_save_it() =>
        Assert.That(await ProblemOfAsync("--keys-from", Write(new UnicodeEncoding(false, byteOrderMark: false).GetBytes($"key\n{Key}\n"))), Does.Contain("Line 1").And.Contains("UTF-8"));

    [Test]
    public async Task More_images_than_a_run_can_name_are_refused_and_not_cut()
    {
        string all = Write(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(1, 10_000).Select(KeyOf))));
        string more = Write(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(1, 10_001).Select(KeyOf))));

        Assert.That(await ProblemOfAsync("--keys-from", more), Does.Contain("more than 10000 images"));
        Assert.That(await ProblemOfAsync("--keys-from", all, "--keys", Key), Does.Contain("more than 10000 images together"));
        Assert.That(await ProblemOfAsync("--keys-from", all, "--keys", KeyOf(1)), Does.Not.Contain("more than"), "the same image is one image");
    }

    [Test]
    public async Task Keys_are_read_behind_a_heading_in_quotes_and_beside_other_columns()
    {
        string file = Write([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes($"\"key\",name\r\n\"{Key}\",dog.jpg\r\n\r\n{Another};cat.jpg\r\n")]);

        Assert.That(await ProblemOfAsync("--keys-from", file), Is.EqualTo(NothingButTheEnd));
    }

    private static async Task<string> ProblemOfAsync(params string[] selection)
    {
        using StringWriter output = new(), error = new();
        var nobody = new Operator(null!, null!, null!, null!, null!, null!, null!, null!, null!, null!, null!);
        ExitCode code = await new AutoTagCommands(nobody, output, error).RunAsync(["run", "--wait", .. selection], default);
        Assert.That(code, Is.EqualTo(ExitCode.WrongUsage));
        return JsonNode.Parse(error.ToString())!["detail"]!.GetValue<string>();
    }

    private static string KeyOf(int number) => new Guid(number, 7, 7, [1, 2, 3, 4, 5, 6, 7, 8]).ToString();

    private string Write(byte[] content)
    {
        string path = _folder.File($"{Guid.NewGuid():N}.csv");
        File.WriteAllBytes(path, content);
        return path;
    }
}
