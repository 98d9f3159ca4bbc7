namespace Umbraco.AutoTag.Core.Exchanges;

/// <summary>
/// Marks requests that a provider makes beside the question, for the account's balance or for what is installed under a model's name: a test shows them like
/// every other, and their answer is not the one that a value comes from.
/// </summary>
public static class BesideTheQuestion
{
    private static readonly HttpRequestOptionsKey<bool> s_key = new("AutoTag.BesideTheQuestion");

    /// <summary>Marks one before it is sent.</summary>
    public static void MarkBesideTheQuestion(this HttpRequestMessage request) => request.Options.Set(s_key, true);

    internal static bool IsBesideTheQuestion(this HttpRequestMessage request) => request.Options.TryGetValue(s_key, out bool isBeside) && isBeside;
}
