namespace Umbraco.AutoTag.Core.Exchanges;

/// <summary>
/// Deletes what sources answered word by word once it is older than the site keeps it. The values that came of it stay; so the words, of which an image that
/// was deleted has some too, neither grow for ever nor outlive it for long.
/// </summary>
public sealed class ForgetAnswers(IWordingStore store, TimeProvider clock)
{
    /// <summary>So many in one statement, so that nobody waits long for its locks.</summary>
    public const int AtOnce = 2_000;

    /// <summary>So many statements at a time; what is left is forgotten the next time.</summary>
    public const int MostTimes = 50;

    /// <summary>Deletes what is older, in pieces.</summary>
    /// <param name="keptFor">How long answers are kept.</param>
    /// <param name="cancellationToken">Stops between pieces.</param>
    /// <returns>How many answers.</returns>
    public async Task<int> RunAsync(TimeSpan keptFor, CancellationToken cancellationToken)
    {
        DateTimeOffset before = clock.GetUtcNow() - keptFor;
        int all = 0;
        for (int times = 0; times < MostTimes; times++)
        {
            int some = await store.ForgetAsync(before, AtOnce, cancellationToken);
            all += some;
            if (some < AtOnce)
            {
                break;
            }
        }

        return all;
    }
}
