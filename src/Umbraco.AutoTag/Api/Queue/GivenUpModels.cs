using System.ComponentModel.DataAnnotations;

namespace Umbraco.AutoTag.Api.Queue;

/// <summary>What was given up.</summary>
/// <param name="Reasons">By reason, the most frequent first.</param>
public sealed record GivenUpList(IReadOnlyList<GivenUpReason> Reasons);

/// <summary>Images that were given up for one reason.</summary>
/// <param name="ReasonCode">A stable word: <c>Unavailable</c>, <c>Malformed</c>, <c>NotWritten</c>, <c>Interrupted</c>, <c>Unexpected</c>.</param>
/// <param name="Count">How many.</param>
public sealed record GivenUpReason(string ReasonCode, long Count);

/// <summary>Which images to try again.</summary>
/// <param name="ReasonCode">Only those given up for this reason; all where it is missing.</param>
public sealed record RetryRequest([StringLength(100)] string? ReasonCode);

/// <summary>What was brought in again.</summary>
/// <param name="Count">How many images.</param>
public sealed record RetryResult(int Count);
