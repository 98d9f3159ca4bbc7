using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Umbraco.AutoTag.Api.Runs;
using Umbraco.AutoTag.Core.Batches;
using Umbraco.AutoTag.Core.Runs;

namespace Umbraco.AutoTag.CommandLine;

/// <summary>The commands and how they are written. What each does is <see cref="Operator"/>'s.</summary>
/// <param name="operations">What is done.</param>
/// <param name="output">Where results go, each as one line of JSON.</param>
/// <param name="error">Where problems go.</param>
internal sealed class AutoTagCommands(Operator operations, TextWriter output, TextWriter error)
{
    /// <summary>The word that a command begins with.</summary>
    public const string Name = "autotag";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    /// <summary>Runs the command, and says how it ended.</summary>
    /// <param name="args">What follows <see cref="Name"/>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<ExitCode> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        ParseResult parsed = Tree().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            Tell(WrongUsage(parsed.Errors.Select(wrong => wrong.Message)));
            return ExitCode.WrongUsage;
        }

        var console = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false };
        try
        {
            return (ExitCode)await parsed.InvokeAsync(console, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception failure)
        {
            Tell(new CommandProblem("Unexpected", "The command failed", failure.Message));
            return ExitCode.Failed;
        }
    }

    private Command Tree()
    {
        var root = new RootCommand("AutoTag's commands for operators. Results are JSON, in the words of the HTTP API. Exit codes: 0 done, 1 failed, 2 wrong usage, 3 refused or over budget, 4 not ended within --timeout.");
        root.Subcommands.Add(Run());
        root.Subcommands.Add(Does(new Command("runs", "The newest runs, newest first."), (_, token) => operations.RunsAsync(token)));
        root.Subcommands.Add(OfRun("pause", "Brings nothing more in. What is under way ends as it would.", operations.PauseAsync));
        root.Subcommands.Add(OfRun("resume", "Lets a paused run go on, or begins a draft.", operations.ResumeAsync));
        root.Subcommands.Add(OfRun("cancel", "Gives a run up for good; what was done is kept.", operations.CancelAsync));
        root.Subcommands.Add(OfRun("undo", "Puts every field that still holds what a run wrote back. The site does it in the background.", operations.UndoAsync));
        root.Subcommands.Add(Does(new Command("status", "How AutoTag is doing. Exit code 1 where it cannot work."), (_, token) => operations.StatusAsync(token)));
        root.Subcommands.Add(Does(
            new Command("recompute", "Makes every running sum anew from the ledger and the rows, and says how many were wrong. For whoever restored a table by itself; with the site stopped, which could not write meanwhile."),
            (_, token) => operations.RecomputeAsync(token)));
        return root;
    }

    private Command Run()
    {
        var selection = new SelectionOptions();
        var estimate = new Option<bool>("--estimate") { Description = "Only says what a run would do and cost; makes none. Exit code 3 where that is more than the budget." };
        var start = new Option<bool>("--start") { Description = "Begins at once; else the run is a draft." };
        var wait = new Option<bool>("--wait") { Description = "With --start: waits until the run has ended or stopped. The site's servers work on it, not this process." };
        var timeout = Within<int>("--timeout", "With --wait: for so many minutes at most. Exit code 4 where the run has not ended by then; it goes on. Without it, as long as it takes.", 1, 100_000);
        var budget = Within<decimal>("--budget", "The most it may cost, in US dollars.", 0, 1_000_000);
        var credits = Within<decimal>("--credits", "The most it may cost, in provider credits.", 0, 1_000_000_000);
        var concurrency = Within<int>("--concurrency", "The most of its images at once.", 1, AdvanceRun.MostQueued);
        var perMinute = Within<int>("--per-minute", "The most of its images that are begun in a minute.", 1, 100_000);
        var batch = new Option<BatchMode>("--batch") { Description = "At which price its images are looked at." };
        var note = new Option<string?>("--note") { Description = "For whoever reads the history; at most 400 characters." };
        note.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value.Length: > 400 }])
            {
                result.AddError("--note is longer than 400 characters.");
            }
        });
        var run = new Command("run", "Makes a run over the images that are selected: the whole library where nothing is.") { estimate, start, wait, timeout, budget, credits, concurrency, perMinute, batch, note };
        selection.AddTo(run);
        return Does(run, (parsed, token) =>
        {
            var request = new NewRun(
                selection.Of(parsed),
                new RunBudgetModel(parsed.GetValue(budget), parsed.GetValue(credits)),
                parsed.GetValue(note),
                parsed.GetValue(batch),
                new RunPaceModel(parsed.GetValue(concurrency), parsed.GetValue(perMinute)));
            string[] wrong =
            [
                .. SelectionOptions.WrongWith(request.Selection),
                .. parsed.GetValue(estimate) && parsed.GetValue(start) ? ["--estimate makes no run, so there is nothing to --start."] : (string[])[],
                .. parsed.GetValue(wait) && !parsed.GetValue(start) ? ["--wait needs --start."] : (string[])[],
                .. parsed.GetValue(timeout) is not null && !parsed.GetValue(wait) ? ["--timeout needs --wait."] : (string[])[],
            ];
            return wrong.Length > 0 ? Task.FromResult(new CommandAnswer(ExitCode.WrongUsage, Problem: WrongUsage(wrong)))
                : parsed.GetValue(estimate) ? operations.EstimateAsync(request, token)
                : operations.RunAsync(request, new RunCommand(parsed.GetValue(start), parsed.GetValue(wait), MinutesOf(parsed.GetValue(timeout))), token);
        });
    }

    private static TimeSpan? MinutesOf(int? minutes) => minutes is { } some ? TimeSpan.FromMinutes(some) : null;

    private Command OfRun(string name, string description, Func<Guid, CancellationToken, Task<CommandAnswer>> operation)
    {
        var id = new Argument<Guid>("id") { Description = "The run's id." };
        return Does(new Command(name, description) { id }, (parsed, token) => operation(parsed.GetValue(id), token));
    }

    private Command Does(Command command, Func<ParseResult, CancellationToken, Task<CommandAnswer>> operation)
    {
        command.SetAction(async (parsed, token) =>
        {
            CommandAnswer answer = await operation(parsed, token);
            if (answer.Result is { } result)
            {
                output.WriteLine(JsonSerializer.Serialize(result, result.GetType(), s_json));
            }

            if (answer.Problem is { } problem)
            {
                Tell(problem);
            }

            return (int)answer.Code;
        });
        return command;
    }

    private void Tell(CommandProblem problem) => error.WriteLine(JsonSerializer.Serialize(problem, s_json));

    private static CommandProblem WrongUsage(IEnumerable<string> sentences) =>
        new("WrongUsage", "The command is not written as it has to be", string.Join(' ', sentences) + " See autotag --help.");

    // Not as the machine's language writes it: a script runs anywhere.
    private static Option<T?> Within<T>(string name, string description, T least, T most)
        where T : struct, IComparable<T>, IParsable<T> => new(name)
        {
            Description = description,
            Arity = ArgumentArity.ExactlyOne,
            CustomParser = result =>
            {
                if (T.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, out T value) && value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0)
                {
                    return value;
                }

                result.AddError($"{name} is {result.Tokens[0].Value}; it goes from {least} to {most}.");
                return null;
            },
        };
}
