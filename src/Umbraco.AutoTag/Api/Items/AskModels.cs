namespace Umbraco.AutoTag.Api.Items;

/// <summary>The connections that can be asked about an image at this moment.</summary>
/// <param name="Items">In the order of the configuration.</param>
public sealed record AskChoices(IReadOnlyList<AskChoice> Items);

/// <summary>A connection that can be asked.</summary>
/// <param name="Connection">Its alias.</param>
/// <param name="Provider">Alias of its provider.</param>
/// <param name="Model">The model that is asked for; null where none is named.</param>
/// <param name="Likely">What one call is likely to cost; null where nobody knows. A question that was asked before is answered for nothing.</param>
public sealed record AskChoice(string Connection, string Provider, string? Model, Price? Likely);

/// <summary>What came of asking a connection.</summary>
/// <param name="Waiting">How many suggestions wait for a yes that did not before; 0 where it said nothing new.</param>
/// <param name="Item">The image as it is now.</param>
public sealed record AskAnswer(int Waiting, MediaItemState Item);
