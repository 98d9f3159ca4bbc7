using System.Data.Common;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Storage;

namespace Umbraco.AutoTag.Start;

/// <summary>
/// Whether AutoTag can work: its configuration makes sense, its tables are there, and it is known which profile was saved last. What is wrong is kept for people to see, and looked at
/// again by itself, so that a mended appsettings.json or a database that comes back needs no restart. Nothing in here can stop the site.
/// </summary>
internal sealed class Readiness(
    IOptionsMonitor<AutoTagOptions> options,
    ConfigurationProblems configuration,
    UnreadableEntries unreadable,
    Schema schema,
    SiteLanguage language,
    FollowProfile profile,
    ConfigurationNotes notes,
    ILogger<Readiness> log)
{
    private readonly SemaphoreSlim _once = new(1);
    private bool _migrated;
    private IReadOnlyList<Problem> _inTheWay = [];
    private string[] _noted = [];
    private volatile Problem? _storageTrouble;

    /// <summary>True where nothing is in the way.</summary>
    public bool IsReady { get; private set; }

    /// <summary>What is in the way, in sentences for people; a database that fails for the moment among it.</summary>
    public IReadOnlyList<Problem> Problems => _storageTrouble is { } trouble ? [.. _inTheWay, trouble] : _inTheWay;

    /// <summary>An image could not be taken in. Work goes on being tried, because only that shows when the database is well again.</summary>
    public void StorageFails(DbException failure) =>
        _storageTrouble = new Problem(ProblemCode.Storage, InTheWay("AutoTag's database does not take anything in at the moment", failure));

    /// <summary>The library was gone through and what was missing was taken in.</summary>
    public void StorageWorks() => _storageTrouble = null;

    /// <summary>For people: what a database that is in the way says of itself, and what to do about it.</summary>
    public static string InTheWay(string what, Exception failure) =>
        $"{what}: {failure.Message.TrimEnd('.')}. See that it can be reached, that its disk has room and that its connection string is right; AutoTag goes on by itself.";

    /// <summary>Looks, and prepares what is missing.</summary>
    public async Task<bool> EnsureAsync(CancellationToken cancellationToken)
    {
        await _once.WaitAsync(cancellationToken);
        try
        {
            // The tables first: the saved profile is in them.
            IReadOnlyList<Problem> ofStorage = await OfStorageAsync(cancellationToken);
            Report([.. OfConfiguration(), .. ofStorage]);
            return IsReady;
        }
        finally
        {
            _once.Release();
        }
    }

    private IEnumerable<Problem> OfConfiguration()
    {
        AutoTagOptions current;
        try
        {
            current = options.CurrentValue;
        }
        catch (InvalidOperationException e)
        {
            // A word where a number belongs.
            return [new Problem(ProblemCode.Configuration, UnreadableEntries.Sentence(e, AutoTagOptions.Section))];
        }

        return current.Enabled
            ? unreadable.All.Concat(configuration.Of(current)).Select(sentence => new Problem(ProblemCode.Configuration, sentence))
            : [new Problem(ProblemCode.SwitchedOff, "AutoTag is switched off by AutoTag:Enabled.")];
    }

    private async Task<IReadOnlyList<Problem>> OfStorageAsync(CancellationToken cancellationToken)
    {
        if (_migrated)
        {
            await FollowAsync(cancellationToken);
            return [];
        }

        try
        {
            await schema.MigrateAsync(cancellationToken);
            await language.ReadAsync();
            await profile.LookAsync(cancellationToken);
            _migrated = true;
            return [];
        }
        catch (Exception e) when (e is DbException or NewerSchemaException or NotSupportedException or ArgumentException or IOException)
        {
            log.LogError(e, "AutoTag cannot use its database.");
            const string What = "AutoTag cannot use its database";
            return [new Problem(ProblemCode.Storage, e is DbException or IOException ? InTheWay(What, e) : $"{What}: {e.Message}")];
        }
    }

    // Whoever begins to work is to begin with what was saved last, on whichever server.
    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        try
        {
            await profile.LookAsync(cancellationToken);
        }
        catch (DbException e)
        {
            // Whoever works meets the same database, and says so.
            log.LogDebug(e, "AutoTag could not look for a saved profile.");
        }
    }

    private void Report(IReadOnlyList<Problem> problems)
    {
        foreach (Problem problem in problems.Except(_inTheWay))
        {
            log.LogWarning("AutoTag is waiting: {Problem}", problem.Sentence);
        }

        if (problems.Count == 0 && _inTheWay.Count > 0)
        {
            log.LogInformation("AutoTag works again.");
        }

        string[] noted = problems.Count == 0 ? [.. notes.All] : [];
        foreach (string note in noted.Except(_noted))
        {
            log.LogWarning("AutoTag's configuration: {Note}", note);
        }

        _noted = noted;
        _inTheWay = problems;
        IsReady = problems.Count == 0;
    }
}

/// <summary>Something that keeps AutoTag from working.</summary>
/// <param name="Code">What kind of thing.</param>
/// <param name="Sentence">What is wrong and how to mend it. Holds no secret.</param>
internal sealed record Problem(ProblemCode Code, string Sentence);

/// <summary>What kind of thing keeps AutoTag from working.</summary>
internal enum ProblemCode
{
    SwitchedOff,
    Configuration,
    Storage,
    Clock,
}
