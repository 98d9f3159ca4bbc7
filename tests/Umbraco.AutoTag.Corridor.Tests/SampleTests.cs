using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Trials;
using static Umbraco.AutoTag.Corridor.Tests.Given;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>An editor has one image looked at before a run, while others may look at the same picture. Whatever comes at once, one pays.</summary>
public sealed class SampleTests
{
    private TaskCompletionSource _asked = null!;
    private TaskCompletionSource<VisionReply> _answer = null!;
    private Site _site = null!;
    private MediaItem _photo = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _answer = new TaskCompletionSource<VisionReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        _site = await Site.OpenAsync();
        _photo = _site.Library.Add(Jpeg);
        _site.Provider.Does((_, _) =>
        {
            _asked.TrySetResult();
            return _answer.Task;
        });
    }

    [TearDown]
    public void Close() => _site.Dispose();

    [Test]
    public async Task Of_two_looks_at_one_image_at_once_one_pays_and_the_other_is_told_so()
    {
        Task<Sampled> first = _site.Sample.LookAsync(_photo, askedBy: null, default);
        await _asked.Task;

        Sampled second = await _site.Sample.LookAsync(_photo, askedBy: null, default);
        Answers();

        Assert.That((await first).Decision!.Writes[AltText].Text, Is.EqualTo("Two dogs"));
        Assert.That((second.Decision, second.Failure?.ReasonCode, _site.Provider.Calls), Is.EqualTo(((Core.Corridor.Decision?)null, "LookedAtAlready", 1)));
        Assert.That((await _site.Sample.LookAsync(_photo, askedBy: null, default)).Decision!.Writes[AltText].Text, Is.EqualTo("Two dogs"), "a later one takes what is known");
        Assert.That(_site.Provider.Calls, Is.EqualTo(1));
    }

    [Test]
    public async Task A_look_at_an_image_that_a_worker_has_in_hand_does_not_pay_and_lets_nobody_else_pay()
    {
        await _site.Intake.TakeAsync([Site.Saved(_photo)], default);
        Lease lease = (await _site.Claim.NextAsync(1, default)).Single();
        Task walk = _site.Walk.WalkAsync(lease, default);
        await _asked.Task;

        Sampled sampled = await _site.Sample.LookAsync(_photo, askedBy: null, default);
        MediaItem copy = _site.Library.Add(Jpeg);
        await _site.UploadAsync(copy);
        int callsMeanwhile = _site.Provider.Calls;
        Answers();
        await walk;
        _site.Clock.Advance(TimeSpan.FromSeconds(10));
        await _site.WorkAsync();

        Assert.Multiple(() =>
        {
            Assert.That((sampled.Failure?.ReasonCode, callsMeanwhile, _site.Provider.Calls), Is.EqualTo(("LookedAtAlready", 1, 1)));
            Assert.That(_site.Library[_photo.Key].Fields[AltText].Text, Is.EqualTo("Two dogs"));
            Assert.That(_site.Library[copy.Key].Fields[AltText].Text, Is.EqualTo("Two dogs"));
        });
    }

    [Test]
    public async Task A_worker_that_comes_while_a_sample_is_looked_at_takes_what_it_brings()
    {
        Task<Sampled> sample = _site.Sample.LookAsync(_photo, askedBy: null, default);
        await _asked.Task;
        await _site.UploadAsync(_photo);
        WorkItem meanwhile = await _site.StateOfAsync(_photo);
        Answers();
        await sample;
        _site.Clock.Advance(TimeSpan.FromSeconds(10));
        await _site.WorkAsync();

        Assert.That((meanwhile.State, _site.Provider.Calls, _site.Library[_photo.Key].Fields[AltText].Text), Is.EqualTo((WorkState.Waiting, 1, "Two dogs")));
    }

    private void Answers() => _answer.SetResult(VisionReply.Answered([Alt("Two dogs")]));
}
