namespace Umbraco.AutoTag.Core.Providers;

/// <summary>
/// A call was cancelled before anything was sent: while a token was fetched, for example. Whoever gave up on it knows by this that nothing was paid for.
/// </summary>
/// <param name="message">What it was waiting for.</param>
/// <param name="token">What cancelled it.</param>
/// <param name="because">What went wrong, where it was something else.</param>
public sealed class NothingSentException(string message, CancellationToken token, Exception? because = null) : OperationCanceledException(message, because, token);
