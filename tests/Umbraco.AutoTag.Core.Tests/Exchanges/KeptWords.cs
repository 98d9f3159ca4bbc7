using Umbraco.AutoTag.Core.Analyses;
using Umbraco.AutoTag.Core.Exchanges;

namespace Umbraco.AutoTag.Core.Tests.Exchanges;

/// <summary>Keeps words in memory.</summary>
internal sealed class KeptWords : IWordingStore
{
    public List<Wording> All { get; } = [];

    public Task KeepAsync(Guid callId, AnalysisKey key, Wording wording, CancellationToken cancellationToken)
    {
        All.Add(wording);
        return Task.CompletedTask;
    }

    public Task KeepQuestionAsync(AnalysisKey key, string asked, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<Wording?> FindAsync(Guid callId, CancellationToken cancellationToken) => Task.FromResult<Wording?>(null);

    public Task<int> ForgetAsync(DateTimeOffset before, int atMost, CancellationToken cancellationToken) => Task.FromResult(0);
}
