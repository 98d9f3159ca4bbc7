using System.Text.Json.Nodes;
using Microsoft.Extensions.Hosting;
using NSubstitute;
using Umbraco.AutoTag.CommandLine;

namespace Umbraco.AutoTag.Tests.CommandLine;

/// <summary>How commands are written. What they do is tested on a running site.</summary>
public sealed class AutoTagCommandTests
{
    private const string Key = "5f7ec4b2-3a0f-4e0f-8a37-0c1a4f0d9d11";

    [TestCase("tag")]
    [TestCase("pause")]
    [TestCase("pause", "the-last-one")]
    [TestCase("run", "--folder", "photos")]
    [TestCase("run", "--missing", "Colour")]
    [TestCase("run", "--budget", "-1")]
    [TestCase("run", "--budget", "much")]
    [TestCase("run", "--concurrency", "0")]
    [TestCase("run", "--concurrency", "501")]
    [TestCase("run", "--per-minute", "100001")]
    [TestCase("run", "--wait")]
    [TestCase("run", "--start", "--timeout", "5")]
    [TestCase("run", "--start", "--wait", "--timeout", "0")]
    [TestCase("run", "--folder", "")]
    [TestCase("run", "--keys", "")]
    [TestCase("run", "--keys-from", "")]
    [TestCase("run", "--media-types", "Image", " ")]
    [TestCase("run", "--missing", "")]
    [TestCase("run", "--owner", "")]
    [TestCase("run", "--uploaded-since", "")]
    [TestCase("run", "--uploaded-before", "")]
    [TestCase("run", "--keyword", "")]
    [TestCase("run", "--keyword", "  ")]
    [TestCase("run", "--file-name", "")]
    [TestCase("run", "--estimate", "--start")]
    [TestCase("run", "--folder", Key, "--keys", Key)]
    [TestCase("run", "--keys-from", "no-such-file.txt")]
    [TestCase("run", "--uploaded-since", "2026-02-01", "--uploaded-before", "2026-01-01")]
    public async Task A_command_that_is_not_written_as_it_has_to_be_does_nothing_and_says_why(params string[] args)
    {
        (ExitCode code, string output, string error) = await RunAsync(args);

        JsonNode problem = JsonNode.Parse(error)!;
        Assert.That((code, output, problem["operationStatus"]!.GetValue<string>()), Is.EqualTo((ExitCode.WrongUsage, string.Empty, "WrongUsage")));
        Assert.That(problem["detail"]!.GetValue<string>(), Is.Not.Empty.And.EndsWith("See autotag --help."));
    }

    [Test]
    public async Task A_value_that_is_out_of_bounds_is_told_with_its_bounds() =>
        Assert.That((await RunAsync("run", "--concurrency", "501")).Error, Does.Contain("--concurrency is 501; it goes from 1 to 500."));

    [Test]
    public async Task Help_names_every_command_and_every_exit_code()
    {
        (ExitCode code, string output, _) = await RunAsync("--help");

        Assert.That(code, Is.EqualTo(ExitCode.Done));
        foreach (string word in (string[])["run ", "runs", "pause", "resume", "cancel", "undo", "status", "0 done", "1 failed", "2 wrong usage", "3 refused", "4 not ended"])
        {
            Assert.That(output, Does.Contain(word));
        }
    }

    [TestCase]
    [TestCase("--urls", "http://localhost:5170")]
    [TestCase("status")]
    public async Task Arguments_that_are_no_command_are_left_to_the_site(params string[] args)
    {
        IHost host = Substitute.For<IHost>();

        Assert.That(await host.RunAutoTagCommandAsync(args), Is.False);
        Assert.That(host.ReceivedCalls(), Is.Empty);
    }

    private static async Task<(ExitCode Code, string Output, string Error)> RunAsync(params string[] args)
    {
        using StringWriter output = new(), error = new();
        // Nothing of what these commands say is ever done.
        var nobody = new Operator(null!, null!, null!, null!, null!, null!, null!, null!, null!, null!, null!);
        ExitCode code = await new AutoTagCommands(nobody, output, error).RunAsync(args, default);
        return (code, output.ToString(), error.ToString());
    }
}
