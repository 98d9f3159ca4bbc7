namespace Umbraco.AutoTag.Core.Exchanges;

/// <summary>
/// Stands in every connection's HTTP client, and does nothing there but where an <see cref="ExchangeRecording"/> is under way in this flow of calls.
/// Tokens are fetched by the vendors' libraries with clients of their own: it never sees them.
/// </summary>
public sealed class ExchangeObserver : DelegatingHandler
{
    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (ExchangeRecording.Current is not { } recording)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        SentRequest sent = recording.HearsQuestions ? await WrittenDown.RequestAsync(request, recording.Redaction, cancellationToken) : SentRequest.Unheard;
        bool isBeside = request.IsBesideTheQuestion();
        long start = recording.Clock.GetTimestamp();
        try
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            TimeSpan latency = recording.Clock.GetElapsedTime(start);
            var content = new ObservedContent(response.Content);
            response.Content = content;
            recording.Add(() => new Exchange(sent, WrittenDown.Response(response, content, recording.Redaction), BrokenBy: null, latency) { IsBeside = isBeside });
            return response;
        }
        catch (Exception e)
        {
            // The message may name more than the admin needs; the kind of it never does.
            string broken = e is HttpRequestException http ? http.HttpRequestError.ToString() : e is OperationCanceledException ? "TimedOut" : "BrokenOff";
            TimeSpan latency = recording.Clock.GetElapsedTime(start);
            recording.Add(() => new Exchange(sent, Response: null, broken, latency));
            throw;
        }
    }
}
