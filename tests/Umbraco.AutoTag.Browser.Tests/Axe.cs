using System.Text.Json;

namespace Umbraco.AutoTag.Browser.Tests;

/// <summary>Holds an element and all that is in it to WCAG 2.2 AA.</summary>
internal static class Axe
{
    public static async Task<string[]> ViolationsAsync(IPage page, string element)
    {
        await page.EvaluateAsync(Repository.AxeScript());
        JsonElement found = await page.EvaluateAsync<JsonElement>(
            """
            async (element) => {
              const find = root => root.querySelector(element) ?? [...root.querySelectorAll('*')].map(child => child.shadowRoot && find(child.shadowRoot)).find(Boolean);
              const result = await axe.run(find(document), { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
              return result.violations.flatMap(violation => violation.nodes.map(node => `${violation.id}: ${node.html.slice(0, 200)}`));
            }
            """,
            element);
        return [.. found.EnumerateArray().Select(violation => violation.GetString()!)];
    }
}
