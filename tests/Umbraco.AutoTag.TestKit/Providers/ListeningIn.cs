using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Umbraco.AutoTag.TestKit.Providers;

/// <summary>Hears everything that .NET logs and traces while it lives, at the finest level: what a site's own log or telemetry could come to hold.</summary>
public sealed class ListeningIn : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _heard = new();
    private readonly ActivityListener _traces;

    /// <summary>Begins to listen.</summary>
    public ListeningIn()
    {
        _traces = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Hear,
        };
        ActivitySource.AddActivityListener(_traces);
    }

    /// <summary>What was heard so far.</summary>
    public string Heard => string.Join('\n', _heard);

    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => new Line(this, categoryName);

    /// <inheritdoc />
    public void Dispose() => _traces.Dispose();

    private void Hear(Activity activity)
    {
        IEnumerable<string> tags = activity.TagObjects.Concat(activity.Events.SelectMany(e => e.Tags)).Concat(activity.Baggage.Select(b => KeyValuePair.Create(b.Key, (object?)b.Value)))
            .Select(tag => $"{tag.Key}={tag.Value}");
        _heard.Enqueue($"{activity.Source.Name} {activity.DisplayName} {activity.StatusDescription} {string.Join(' ', tags)}");
    }

    private sealed class Line(ListeningIn ear, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            ear._heard.Enqueue($"{category} {state}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            ear._heard.Enqueue($"{category} {formatter(state, exception)} {exception}");
    }
}
