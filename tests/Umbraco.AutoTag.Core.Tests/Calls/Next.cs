using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Tests.Calls;

/// <summary>What stands behind the link that is tested: it answers what the test says, and remembers what came as far as this.</summary>
internal sealed class Next : IVisionCaller
{
    private readonly Lock _lock = new();
    private readonly List<VisionCall> _calls = [];

    /// <summary>What comes of a call; an answer where nothing is said.</summary>
    public Func<VisionCall, CancellationToken, Task<CalledReply>> Does { get; set; } = (_, _) => Task.FromResult(Answer());

    public IReadOnlyList<VisionCall> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    public static CalledReply Answer(string? model = null) => new(VisionReply.Answered([]) with { ModelReported = model }, Guid.CreateVersion7());

    public void Fails(Failure failure) => Does = (_, _) => Task.FromResult(new CalledReply(VisionReply.Failed(failure), failure.Sent ? Guid.CreateVersion7() : null));

    public void Fails(FailureKind kind, Charged charged = Charged.No) => Fails(new Failure(kind, "It does not work.") { Charged = charged });

    public void Throws(Exception exception) => Does = (_, _) => Task.FromException<CalledReply>(exception);

    public Task<CalledReply> CallAsync(VisionCall call, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _calls.Add(call);
        }

        return Does(call, cancellationToken);
    }
}
