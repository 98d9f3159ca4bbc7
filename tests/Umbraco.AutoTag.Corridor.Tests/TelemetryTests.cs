using System.Diagnostics;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Telemetry;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.TestKit;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>What a site that collects traces and metrics gets to see of an image's way.</summary>
public sealed class TelemetryTests
{
    private Site _site = null!;
    private Collector _collected = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _site = await Site.OpenAsync();
        _collected = new Collector(AutoTagTelemetry.Name);
    }

    [TearDown]
    public void Close()
    {
        _collected.Dispose();
        _site.Dispose();
    }

    [Test]
    public async Task An_upload_leaves_a_trace_with_a_span_for_every_room_and_one_for_the_call()
    {
        _site.Provider.Does((_, _) => Task.FromResult(VisionReply.Answered(
            [Alt("Two dogs at a window")], new Usage { InputTokens = 900, OutputTokens = 40 }) with { ModelReported = "seer-2-0711", RequestId = "req-1" }));
        MediaItem photo = _site.Library.Add(Jpeg);

        await _site.UploadAsync(photo);

        Activity walk = _collected.Spans.Single(span => Equals(span.GetTagItem("autotag.media.key"), photo.Key));
        string[] within = [.. _collected.Spans.Where(span => span.TraceId == walk.TraceId).Select(span => span.OperationName).Order(StringComparer.Ordinal)];
        Assert.That(within, Is.EqualTo(new[] { "autotag.analyse", "autotag.apply", "autotag.decide", "autotag.prepare", "autotag.walk", "image_analysis" }));
        Assert.That(_collected.Spans.Select(span => span.OperationName), Does.Contain("autotag.intake").And.Contain("autotag.claim"));
        Assert.That((walk.GetTagItem("autotag.state"), walk.GetTagItem("autotag.origin")), Is.EqualTo(("Done", "Upload")));

        Activity call = _collected.Spans.Single(span => span.Kind == ActivityKind.Client);
        Assert.That(
            new[] { "gen_ai.operation.name", "gen_ai.provider.name", "gen_ai.response.model", "gen_ai.response.id", "autotag.connection" }.Select(call.GetTagItem),
            Is.EqualTo(new[] { "image_analysis", "scripted", "seer-2-0711", "req-1", "vision" }));
        Assert.That((call.GetTagItem("gen_ai.usage.input_tokens"), call.GetTagItem("gen_ai.usage.output_tokens")), Is.EqualTo((900L, 40L)));
    }

    [Test]
    public async Task Calls_cost_and_tokens_are_counted_as_the_ledger_has_them()
    {
        _site.Provider.Does((_, _) => Task.FromResult(VisionReply.Answered(
            [Alt("Two dogs")], new Usage { InputTokens = 900, OutputTokens = 40, Credits = 2, Cost = new MicroUsd(300) })));

        await _site.UploadAsync(_site.Library.Add(Jpeg));
        await _site.UploadAsync(_site.Library.Add(AnotherJpeg));

        Assert.Multiple(() =>
        {
            Assert.That(_collected.Sum("autotag.calls", ("autotag.connection", "vision"), ("autotag.outcome", "Answered")), Is.EqualTo(2));
            Assert.That(_collected.Sum("autotag.cost", ("autotag.price.basis", "Reported")), Is.EqualTo(0.0006).Within(1e-9));
            Assert.That(_collected.Sum("autotag.credits"), Is.EqualTo(4));
            Assert.That(_collected.Sum("gen_ai.client.token.usage", ("gen_ai.token.type", "input")), Is.EqualTo(1800));
            Assert.That(_collected.Sum("gen_ai.client.token.usage", ("gen_ai.token.type", "output")), Is.EqualTo(80));
            Assert.That(_collected.Sum("autotag.items", ("autotag.state", "Done")), Is.EqualTo(2));
        });
    }

    [Test]
    public async Task A_failure_is_counted_by_its_kind_and_marks_the_span()
    {
        _site.Provider.Does((_, _) => Task.FromResult(VisionReply.Failed(new Failure(FailureKind.Refused, "No people, please.") { Code = "moderation" })));

        await _site.UploadAsync(_site.Library.Add(Jpeg));

        Assert.That(_collected.Sum("autotag.calls", ("error.type", nameof(FailureKind.Refused)), ("autotag.outcome", "Failed")), Is.EqualTo(1));
        Assert.That(_collected.Sum("autotag.items", ("autotag.state", "Skipped"), ("autotag.reason", nameof(FailureKind.Refused))), Is.EqualTo(1));
        Activity call = _collected.Spans.Single(span => span.Kind == ActivityKind.Client);
        Assert.That((call.Status, call.StatusDescription, call.GetTagItem("error.type")), Is.EqualTo((ActivityStatusCode.Error, "moderation", nameof(FailureKind.Refused))));
    }

    [Test]
    public async Task A_look_at_an_empty_queue_leaves_no_trace()
    {
        await _site.WorkAsync();

        Assert.That(_collected.Spans.Where(span => span.Recorded), Is.Empty);
    }

    [Test]
    public async Task Neither_the_machines_words_nor_a_human_s_nor_the_files_name_are_told()
    {
        _site.Provider.Says(Alt("Secretwords at a window"));
        MediaItem photo = _site.Library.Add(Jpeg);

        await _site.UploadAsync(photo);

        string told = string.Join('\n', _collected.Spans.SelectMany(span => span.TagObjects).Select(tag => $"{tag.Key}={tag.Value}"));
        Assert.That(told, Does.Not.Contain("Secretwords").And.Not.Contain(photo.Name).And.Contain(photo.Key.ToString()));
    }

    [Test]
    public async Task Every_span_and_every_metric_is_in_the_documentation()
    {
        _site.Provider.Says(Alt("Two dogs"));
        await _site.UploadAsync(_site.Library.Add(Jpeg));

        string documentation = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "observability.md"));
        IEnumerable<string> names = _collected.Instruments.Concat(_collected.Spans.Select(span => span.OperationName)).Distinct();
        Assert.That(names.Where(name => !documentation.Contains($"`{name}", StringComparison.Ordinal)), Is.Empty);
        Assert.That(_collected.Instruments, Has.Count.AtLeast(6));
    }
}
