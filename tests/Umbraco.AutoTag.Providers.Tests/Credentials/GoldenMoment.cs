namespace Umbraco.AutoTag.Providers.Tests.Credentials;

/// <summary>The moment the golden vectors were signed in.</summary>
internal sealed class GoldenMoment : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);
}
