using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;

namespace Umbraco.AutoTag.Core.Exchanges;

/// <summary>
/// Writes down what a connection sends and receives for as long as it lives, in the flow of calls that began it and in no other. What is secret is left
/// out while it is written down, so that there is nothing to leave out later.
/// </summary>
public sealed class ExchangeRecording : IDisposable
{
    // A job that is looked after until it is done makes many.
    internal const int MostExchanges = 12;

    private static readonly AsyncLocal<ExchangeRecording?> s_current = new();

    private readonly Lock _lock = new();
    private readonly List<Func<Exchange>> _exchanges = [];

    private ExchangeRecording(Redaction redaction, bool hearsQuestions, TimeProvider clock) =>
        (Redaction, HearsQuestions, Clock) = (redaction, hearsQuestions, clock);

    /// <summary>The one that is under way in this flow; null where none is.</summary>
    internal static ExchangeRecording? Current => s_current.Value;

    internal Redaction Redaction { get; }

    /// <summary>False where only what comes back is written down.</summary>
    internal bool HearsQuestions { get; }

    internal TimeProvider Clock { get; }

    /// <summary>Begins in this flow of calls.</summary>
    /// <param name="connection">Whose secrets are left out.</param>
    /// <param name="picture">Whose bytes are left out; null where none is sent.</param>
    /// <param name="clock">Times the exchanges.</param>
    public static ExchangeRecording Begin(Connection connection, PreparedImage? picture, TimeProvider clock) =>
        Begin(new ExchangeRecording(new Redaction(connection.Options, picture), hearsQuestions: true, clock));

    /// <summary>Begins in this flow of calls, and writes down what comes back only: each request is an empty one.</summary>
    /// <param name="connection">Whose secrets are left out.</param>
    /// <param name="clock">Times the exchanges.</param>
    internal static ExchangeRecording BeginAnswers(Connection connection, TimeProvider clock) =>
        Begin(new ExchangeRecording(new Redaction(connection.Options, picture: null), hearsQuestions: false, clock));

    /// <summary>What was sent and received until now, in order; the first of many.</summary>
    public IReadOnlyList<Exchange> Exchanges
    {
        get
        {
            lock (_lock)
            {
                return [.. _exchanges.Select(exchange => exchange())];
            }
        }
    }

    /// <summary>What was said through a client of the site's own: the first question and the last answer; null where nothing was.</summary>
    public Wording? Spoken { get; private set; }

    /// <inheritdoc />
    public void Dispose() => s_current.Value = null;

    // An answer is read after its headers have come: what is shown of it is made when it is asked for.
    internal void Add(Func<Exchange> exchange)
    {
        lock (_lock)
        {
            if (_exchanges.Count < MostExchanges)
            {
                _exchanges.Add(exchange);
            }
        }
    }

    internal void Note(Wording spoken)
    {
        lock (_lock)
        {
            Spoken = spoken with { Asked = Spoken?.Asked ?? spoken.Asked };
        }
    }

    private static ExchangeRecording Begin(ExchangeRecording recording) => s_current.Value = recording;
}
