using NUnit.Framework.Interfaces;

[assembly: Umbraco.AutoTag.Browser.Tests.CloseWindows]

namespace Umbraco.AutoTag.Browser.Tests;

/// <summary>Closes the windows that a test opened when it ends: they would go on asking their site, and painting, beside every later test.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class CloseWindowsAttribute : Attribute, ITestAction
{
    private HashSet<IBrowserContext> _before = [];

    public ActionTargets Targets => ActionTargets.Test;

    public void BeforeTest(ITest test) => _before = [.. Backoffice.Windows];

    public void AfterTest(ITest test) => Task.WaitAll([.. Backoffice.Windows.Except(_before).Select(CloseAsync)]);

    private static async Task CloseAsync(IBrowserContext window)
    {
        // An answer that a test was changing on its way is for nobody any more.
        await Task.WhenAll(window.Pages.Select(page => page.UnrouteAllAsync(new PageUnrouteAllOptions { Behavior = UnrouteBehavior.IgnoreErrors })));
        await window.CloseAsync();
    }
}
