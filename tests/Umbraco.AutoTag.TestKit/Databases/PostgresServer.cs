using System.ComponentModel;
using System.Data.Common;
using System.Diagnostics;

namespace Umbraco.AutoTag.TestKit.Databases;

/// <summary>
/// A PostgreSQL server of the test run's own: started with the first test that asks for it, from the binaries of this machine, in a folder that
/// is gone with it, reachable through a socket in that folder and by nobody else. It ends with the test process, however that ends.
/// </summary>
/// <remarks>The driver is the test project's to bring and to register with <see cref="DbProviderFactories"/> as <c>Npgsql</c>.</remarks>
public sealed class PostgresServer
{
    /// <summary>The provider's name in configuration.</summary>
    public const string ProviderName = "Npgsql";

    // Durability is what a test does not need: the folder dies with the run.
    private const string Settings =
        "-c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300 -c shared_buffers=256MB " +
        "-c max_wal_size=2GB -c deadlock_timeout=100ms -c autovacuum_naptime=5s -c log_min_messages=fatal";

    // Whatever becomes of the test process, the pipe to this shell's standard input closes; then the server stops and its folder goes.
    private const string Script =
        """
        trap '' INT TERM HUP
        "$BIN/initdb" -D "$FOLDER/data" -A trust -U autotag -E UTF8 --locale=C --no-sync >"$FOLDER/log" 2>&1
        "$BIN/postgres" -D "$FOLDER/data" -k "$FOLDER" $SETTINGS >>"$FOLDER/log" 2>&1 &
        server=$!
        while kill -0 $server 2>/dev/null && ! "$BIN/pg_isready" -q -h "$FOLDER"; do sleep 0.05; done
        if kill -0 $server 2>/dev/null; then echo ready; cat >/dev/null; else cat "$FOLDER/log"; fi
        kill -INT $server 2>/dev/null
        wait $server
        rm -rf "$FOLDER"
        """;

    private static readonly Lazy<Task<PostgresServer>> s_running = new(StartAsync);
    private static int s_databases;

    private readonly string _folder;

    // Held, because its standard input is what keeps the server alive.
    private readonly Process _shell;

    private PostgresServer(string folder, Process shell)
    {
        _folder = folder;
        _shell = shell;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop();
    }

    /// <summary>The run's server.</summary>
    /// <exception cref="InvalidOperationException">There is no PostgreSQL on this machine, or it does not start; the message says what to do.</exception>
    public static Task<PostgresServer> RunningAsync() => s_running.Value;

    /// <summary>Makes an empty database, which here is a schema; returns its connection string.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        string schema = $"site{Interlocked.Increment(ref s_databases)}";
        DbConnection connection = DbProviderFactories.GetFactory(ProviderName).CreateConnection()!;
        await using (connection)
        {
            connection.ConnectionString = ConnectionString;
            await connection.OpenAsync();
            await using DbCommand command = connection.CreateCommand();
            command.CommandText = $"CREATE SCHEMA {schema}";
            await command.ExecuteNonQueryAsync();
        }

        return $"{ConnectionString};Search Path={schema}";
    }

    private string ConnectionString => $"Host={_folder};Username=autotag;Database=postgres;Maximum Pool Size=32";

    private static async Task<PostgresServer> StartAsync()
    {
        // Sockets have short names, so the folder is made where names are short.
        string folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"autotag-pg-{Environment.ProcessId}")).FullName;
        var shell = new ProcessStartInfo
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["BIN"] = Binaries(), ["FOLDER"] = folder, ["SETTINGS"] = Settings },
            WorkingDirectory = folder,
        };
        (shell.FileName, string[] arguments) = AsOrdinaryUser(folder);
        foreach (string argument in arguments)
        {
            shell.ArgumentList.Add(argument);
        }

        Process process = Process.Start(shell)!;
        if (await process.StandardOutput.ReadLineAsync() is var answer and not "ready")
        {
            throw new InvalidOperationException($"PostgreSQL did not start: {answer} {await process.StandardOutput.ReadToEndAsync()}");
        }

        return new PostgresServer(folder, process);
    }

    /// <summary>PostgreSQL refuses to run as root, and tests in a container are root: then it runs as the user that Debian's package made.</summary>
    private static (string FileName, string[] Arguments) AsOrdinaryUser(string folder)
    {
        string[] script = ["-c", Script];
        if (Environment.UserName != "root")
        {
            return ("/bin/sh", script);
        }

        Process.Start("chown", ["postgres", folder]).WaitForExit();
        return ("setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups", "/bin/sh", .. script]);
    }

    private static string Binaries()
    {
        string? given = Environment.GetEnvironmentVariable("AUTOTAG_POSTGRES");
        string[] installed = Directory.Exists("/usr/lib/postgresql")
            ? [.. Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(folder => int.Parse(Path.GetFileName(folder))).Select(folder => Path.Combine(folder, "bin"))]
            : [];
        string[] onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return (given is null ? [.. installed, .. onPath] : new[] { given }).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            ?? throw new InvalidOperationException(
                "These tests need PostgreSQL's server, and none was found. Install it (Debian: apt-get install postgresql), " +
                "or set AUTOTAG_POSTGRES to the folder that holds initdb and postgres.");
    }

    private void Stop()
    {
        try
        {
            _shell.StandardInput.Close();
            _shell.WaitForExit(TimeSpan.FromSeconds(10));
        }
        catch (Exception failure) when (failure is IOException or InvalidOperationException or Win32Exception)
        {
            // It has ended by itself.
        }
    }
}
