namespace Umbraco.AutoTag.TestKit.Hostile;

/// <summary>A file that somebody made to do harm or that is merely strange, and how it has to end.</summary>
/// <param name="Name">The name it is uploaded under.</param>
/// <param name="Make">Makes its content; some are tens of megabytes.</param>
/// <param name="ReasonCode">The code of the reason why it cannot be tagged; null where it can.</param>
/// <param name="ReasonSays">What the reason for people must speak of; null where the file can be tagged.</param>
public sealed record HostileFile(string Name, Func<byte[]> Make, string? ReasonCode = null, string? ReasonSays = null)
{
    /// <inheritdoc />
    public override string ToString() => Name;
}
