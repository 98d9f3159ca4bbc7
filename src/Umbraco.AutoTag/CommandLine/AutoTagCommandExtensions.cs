using Microsoft.Extensions.DependencyInjection;
using Umbraco.AutoTag.CommandLine;

// Where a site's Program.cs has its usings already.
namespace Microsoft.Extensions.Hosting;

/// <summary>AutoTag's commands for operators, in the site's own process: <c>dotnet run -- autotag status</c>.</summary>
public static class AutoTagCommandExtensions
{
    /// <summary>
    /// Runs the command that the arguments name, where the first of them is <c>autotag</c>. Call it between <c>Build()</c> and <c>BootUmbracoAsync()</c>:
    /// no port is opened, no background work begins, and a site that runs beside it keeps its place.
    /// </summary>
    /// <param name="host">The site, built and not started.</param>
    /// <param name="args">The arguments of the program.</param>
    /// <param name="cancellationToken">Stops the command; what it has done until then stays.</param>
    /// <returns>
    /// True where they named one: the program should end now. Its exit code is in <see cref="Environment.ExitCode"/>: 0 done, 1 failed, 2 wrong usage,
    /// 3 refused or over budget, 4 the run that was waited for has not ended in the time that was given.
    /// </returns>
    public static async Task<bool> RunAutoTagCommandAsync(this IHost host, string[] args, CancellationToken cancellationToken = default)
    {
        if (args is not [AutoTagCommands.Name, .. string[] rest])
        {
            return false;
        }

        await using AsyncServiceScope scope = host.Services.CreateAsyncScope();
        if (scope.ServiceProvider.GetService<Operator>() is not { } operations)
        {
            await Console.Error.WriteLineAsync("AutoTag's commands need a site with a backoffice: AddBackOffice() is missing in its Program.cs.");
            Environment.ExitCode = (int)ExitCode.Failed;
            return true;
        }

        Environment.ExitCode = (int)await new AutoTagCommands(operations, Console.Out, Console.Error).RunAsync(rest, cancellationToken);
        return true;
    }
}
