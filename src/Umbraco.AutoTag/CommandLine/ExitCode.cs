namespace Umbraco.AutoTag.CommandLine;

/// <summary>What a command tells the shell. The numbers are documented and never change their meaning.</summary>
internal enum ExitCode
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>It could not be done: AutoTag is not in order, nobody works on the queue, there is no such run.</summary>
    Failed = 1,

    /// <summary>The command was not written as it has to be.</summary>
    WrongUsage = 2,

    /// <summary>A budget says no, or the run is in a state in which that cannot be done.</summary>
    Refused = 3,

    /// <summary>The run that was waited for has not ended in the time that was given; it goes on.</summary>
    StillRunning = 4,
}
