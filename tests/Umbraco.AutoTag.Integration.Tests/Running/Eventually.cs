namespace Umbraco.AutoTag.Integration.Tests.Running;

/// <summary>Looks at something again and again until it is as expected. The bound is for what never comes, not a measure of speed.</summary>
internal static class Eventually
{
    private static readonly TimeSpan s_bound = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(50);

    public static async Task<T> IsAsync<T>(Func<Task<T>> look, Func<T, bool> isAsExpected, string expectation)
    {
        long start = TimeProvider.System.GetTimestamp();
        using var ticks = new PeriodicTimer(s_betweenLooks);
        T seen;
        do
        {
            seen = await look();
            if (isAsExpected(seen))
            {
                return seen;
            }
        }
        while (TimeProvider.System.GetElapsedTime(start) < s_bound && await ticks.WaitForNextTickAsync());

        Assert.Fail($"Never seen: {expectation}. Last seen: {seen}");
        return seen;
    }
}
