using Microsoft.Extensions.Configuration;

namespace Umbraco.AutoTag.Configuration;

/// <summary>
/// Steps and fallbacks that hold a word where a number belongs, or one that is none of those allowed. .NET leaves such an entry out of its list in silence:
/// an image would be tagged without a step that somebody has configured.
/// </summary>
internal sealed class UnreadableSteps(IConfiguration configuration)
{
    /// <summary>Each as a sentence that names the key.</summary>
    public IEnumerable<string> All => configuration.GetSection($"{AutoTagOptions.Section}:Profile:Steps").GetChildren().SelectMany(step => (IEnumerable<string>)
    [
        .. Trouble<StepOptions>(step),
        .. step.GetSection(nameof(StepOptions.Fallbacks)).GetChildren().SelectMany(Trouble<FallbackOptions>),
    ]);

    private static IEnumerable<string> Trouble<T>(IConfigurationSection entry)
    {
        try
        {
            entry.Get<T>();
            return [];
        }
        catch (InvalidOperationException e)
        {
            return [e.Message];
        }
    }
}
