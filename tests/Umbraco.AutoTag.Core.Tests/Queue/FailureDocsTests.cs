using System.Globalization;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Core.Tests.Queue;

/// <summary>What <c>docs/failures.md</c> promises is what <see cref="FailureRules"/> does.</summary>
public sealed class FailureDocsTests
{
    private static readonly Dictionary<string, (string Item, string Connection)> s_rows = File.ReadLines(PathOfDocs())
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .ToDictionary(cells => cells[1].Trim('`'), cells => (cells[3], cells[4]));

    [Test]
    public void The_page_has_a_row_for_every_failure_and_no_other() =>
        Assert.That(s_rows.Keys, Is.EquivalentTo(Enum.GetNames<FailureKind>()));

    [Test]
    public void The_page_says_what_becomes_of_the_item([Values] FailureKind kind)
    {
        FailureRule rule = FailureRules.For(kind);
        string words = rule.Fate switch
        {
            ItemFate.Waits => "^waits.*not counted",
            ItemFate.Skipped => "^skipped with the reason$",
            _ when rule.MaxAttempts == 2 => $"^a model's words: .*repaired.* once, at once; else tried once more after {Seconds(rule.FirstDelay)} s, then failed$",
            _ => $"^tried again after {Seconds(rule.FirstDelay)} s.*every {Minutes(rule.MaxDelay)} minutes, {rule.MaxAttempts} times.*{FailureRules.MaxPaidAttempts} times where an attempt may have been paid for$",
        };

        Assert.That(s_rows[kind.ToString()].Item, Does.Match(words));
    }

    [Test]
    public void The_page_says_what_becomes_of_the_connection([Values] FailureKind kind)
    {
        FailureRule rule = FailureRules.For(kind);
        string probing = kind switch
        {
            FailureKind.Paused => "until an admin lets it go on",
            FailureKind.Unavailable => $"one call probes after {Seconds(rule.FirstDelay)} s, {Seconds(rule.FirstDelay * 2)} s, … up to every {Minutes(rule.MaxDelay)} minutes",
            _ when rule.Fate == ItemFate.Waits && rule.FirstDelay >= TimeSpan.FromMinutes(1) => $"one call probes every {Minutes(rule.FirstDelay)} minutes",
            _ => string.Empty,
        };

        Assert.That(s_rows[kind.ToString()].Connection, rule.Connection is null ? Is.EqualTo("–") : Does.StartWith("held").And.EndsWith(probing));
    }

    [Test]
    public void The_page_names_the_wait_of_a_provider_that_names_none() =>
        Assert.That(s_rows[nameof(FailureKind.Throttled)].Item, Does.Contain($"else {Seconds(FailureRules.For(FailureKind.Throttled).FirstDelay)} s"));

    [Test]
    public void The_page_says_what_is_sent_again_at_once_and_what_an_outage_is()
    {
        string page = File.ReadAllText(PathOfDocs()).ReplaceLineEndings(" ");

        Assert.That(page, Does.Contain($"at most {Retry.MoreAttempts} more times").And.Contain($"no longer than {Seconds(Retry.LongestPause)} seconds"));
        Assert.That(page, Does.Contain($"at least {CircuitBreaker.MinimumThroughput} calls within {Minutes(CircuitBreaker.Window)} minutes"));
        Assert.That(CircuitBreaker.FailureRatio, Is.EqualTo(0.5), "the page says half");
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString(CultureInfo.InvariantCulture);

    private static string Minutes(TimeSpan time) => time.TotalMinutes.ToString(CultureInfo.InvariantCulture);

    private static string PathOfDocs()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Umbraco.AutoTag.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("These tests run inside the repository."), "docs", "failures.md");
    }
}
