using System.Collections.Concurrent;
using Umbraco.AutoTag.Core.News;

namespace Umbraco.AutoTag.TestKit;

/// <summary>Keeps what it is told.</summary>
public sealed class Ear : IListener
{
    private readonly ConcurrentQueue<Happening> _heard = new();

    /// <summary>All of it, in the order in which it was told.</summary>
    public IReadOnlyList<Happening> Heard => [.. _heard];

    /// <inheritdoc />
    public void Hear(Happening happening) => _heard.Enqueue(happening);
}
