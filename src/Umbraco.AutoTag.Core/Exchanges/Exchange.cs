namespace Umbraco.AutoTag.Core.Exchanges;

/// <summary>One request over the network and its answer, as an admin may see them: without secrets, without the picture.</summary>
/// <param name="Request">What was sent.</param>
/// <param name="Response">What came back; null where nothing did.</param>
/// <param name="BrokenBy">Why nothing came back, in .NET's word for it; null where something did, and where the request goes out within a batch.</param>
/// <param name="Latency">From sending to the answer's headers, or to its failure.</param>
public sealed record Exchange(SentRequest Request, ReceivedResponse? Response, string? BrokenBy, TimeSpan Latency)
{
    /// <summary>True where it was made beside the question, see <see cref="Exchanges.BesideTheQuestion"/>.</summary>
    public bool IsBeside { get; init; }
}

/// <summary>What was sent.</summary>
/// <param name="Method">The verb.</param>
/// <param name="Address">Where to; values in its query are hidden unless they are known to be harmless.</param>
/// <param name="Headers">Names with their values, hidden unless they are known to be harmless.</param>
/// <param name="Body">As text; null where there was none.</param>
public sealed record SentRequest(string Method, string Address, IReadOnlyList<HeaderLine> Headers, string? Body)
{
    /// <summary>Stands for one that was not written down.</summary>
    internal static SentRequest Unheard { get; } = new(string.Empty, string.Empty, [], null);
}

/// <summary>What came back.</summary>
/// <param name="Status">HTTP's number.</param>
/// <param name="Reason">The words beside it; null where there were none.</param>
/// <param name="Headers">Names with their values.</param>
/// <param name="Body">What was read of it, as text.</param>
/// <param name="IsCut">True where more came than is shown.</param>
public sealed record ReceivedResponse(int Status, string? Reason, IReadOnlyList<HeaderLine> Headers, string Body, bool IsCut);

/// <summary>A header.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; null where it is hidden.</param>
public sealed record HeaderLine(string Name, string? Value);
