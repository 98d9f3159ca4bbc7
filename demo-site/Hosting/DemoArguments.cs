namespace DemoSite.Hosting;

/// <summary>The site's own switches on the command line, which stand without a value.</summary>
internal static class DemoArguments
{
    private static readonly string[] Switches = ["--reset", "--no-photos", "--four-vendors"];

    /// <summary>True where they are a command of AutoTag's, which starts no site: one may run beside it.</summary>
    public static bool AreCommand(string[] args) => args is ["autotag", ..];

    /// <summary>Spells switches as ASP.NET Core reads them, which would otherwise take the next argument for their value.</summary>
    public static string[] Spell(string[] args) =>
        [.. args.Select(argument => Switches.Contains(argument, StringComparer.OrdinalIgnoreCase) ? argument + "=true" : argument)];
}
