namespace Umbraco.AutoTag.Core.Exchanges;

/// <summary>
/// What is asked by requests that go out within a batch and never alone, so that no <see cref="ExchangeObserver"/> sees them. Whoever puts one into a batch says
/// so; where nobody listens, nothing is written down.
/// </summary>
public static class WithinABatch
{
    /// <summary>Says what is asked, in the flow of calls that wants to know.</summary>
    /// <param name="single">The request as it would go out alone.</param>
    /// <param name="cancellationToken">Stops before anything is written down.</param>
    public static async Task NoteAsync(HttpRequestMessage single, CancellationToken cancellationToken)
    {
        if (ExchangeRecording.Current is { HearsQuestions: true } recording)
        {
            SentRequest asked = await WrittenDown.RequestAsync(single, recording.Redaction, cancellationToken);
            recording.Add(() => new Exchange(asked, Response: null, BrokenBy: null, TimeSpan.Zero));
        }
    }
}
