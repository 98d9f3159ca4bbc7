namespace Umbraco.AutoTag.CommandLine;

/// <summary>What came of a command.</summary>
/// <param name="Code">For the shell.</param>
/// <param name="Result">What is written out, as the HTTP API would answer; null where there is only a problem.</param>
/// <param name="Problem">Why it is not <see cref="ExitCode.Done"/>; null where it is.</param>
internal sealed record CommandAnswer(ExitCode Code, object? Result = null, CommandProblem? Problem = null)
{
    public static CommandAnswer Of(object result) => new(ExitCode.Done, result);

    public static CommandAnswer Failed(string operationStatus, string title, string detail, object? result = null) =>
        new(ExitCode.Failed, result, new CommandProblem(operationStatus, title, detail));

    public static CommandAnswer Refused(string operationStatus, string title, string detail, object? result = null) =>
        new(ExitCode.Refused, result, new CommandProblem(operationStatus, title, detail));
}

/// <summary>A problem, in the words of the HTTP API.</summary>
/// <param name="OperationStatus">A stable word.</param>
/// <param name="Title">What happened.</param>
/// <param name="Detail">What to do.</param>
internal sealed record CommandProblem(string OperationStatus, string Title, string Detail);
