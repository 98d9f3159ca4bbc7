using System.Reflection;
using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Corridor.Tests;

namespace Umbraco.AutoTag.Proof.Tests.Race;

/// <summary>
/// Stands between the rooms and everything they speak to. Every call is a border; at one of them the walk stands still while the world changes.
/// </summary>
internal sealed class Borders : Seams
{
    private readonly Troubles _troubles = new();
    private List<string>? _passed;
    private Func<Task>? _happens;
    private int _at;

    /// <summary>What went so wrong that it was logged as an error.</summary>
    public IReadOnlyCollection<string> Errors => _troubles.Errors;

    /// <summary>True while something is still to happen.</summary>
    public bool IsArmed => _happens is not null;

    /// <summary>True where the walk has crossed this border or stands before it.</summary>
    public bool HasComeTo(string border) => _passed?.Contains(border) == true;

    public override ILoggerFactory Logs => _troubles;

    public override T Around<T>(T seam) => Border<T>.Around(seam, this);

    /// <summary>From now on notes every border that is come to.</summary>
    public List<string> Record() => _passed = [];

    /// <summary>Has something happen before the border of this number is crossed, counted from now on and from 0; once.</summary>
    public void HappensAt(int border, Func<Task> happens)
    {
        Record();
        (_at, _happens) = (border, happens);
    }

    internal async Task ComeToAsync(string border)
    {
        if (_passed is null)
        {
            return;
        }

        _passed.Add(border);
        if (_happens is { } happens && _passed.Count > _at)
        {
            // What happens may cross borders itself.
            _happens = null;
            await happens();
        }
    }

    private sealed class Troubles : ILoggerFactory, ILogger
    {
        private readonly List<string> _errors = [];

        public IReadOnlyCollection<string> Errors => _errors;

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                _errors.Add($"{formatter(state, exception)} {exception}");
            }
        }

        public void Dispose()
        {
        }
    }
}

/// <summary>A seam with a border in front of each of its calls.</summary>
internal class Border<T> : DispatchProxy where T : class
{
    private static readonly MethodInfo s_cross = typeof(Border<T>).GetMethod(nameof(CrossForAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;
    private T _seam = null!;
    private Borders _borders = null!;

    public static T Around(T seam, Borders borders)
    {
        T around = Create<T, Border<T>>();
        var border = (Border<T>)(object)around;
        (border._seam, border._borders) = (seam, borders);
        return around;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        MethodInfo call = targetMethod!;
        // Read once for the whole process by whoever asks first, while all others wait for it: a walk that stood still here would wait for itself.
        bool isShared = call.Name == nameof(Core.Ledger.ILedgerStore.LastCallsAsync);
        if (isShared || !typeof(Task).IsAssignableFrom(call.ReturnType))
        {
            return call.Invoke(_seam, BindingFlags.DoNotWrapExceptions, null, args, null);
        }

        return call.ReturnType == typeof(Task)
            ? CrossAsync(call, args)
            : s_cross.MakeGenericMethod(call.ReturnType.GetGenericArguments()).Invoke(this, BindingFlags.DoNotWrapExceptions, null, [call, args], null);
    }

    private async Task CrossAsync(MethodInfo call, object?[]? args)
    {
        await _borders.ComeToAsync($"{typeof(T).Name}.{call.Name}");
        await (Task)call.Invoke(_seam, BindingFlags.DoNotWrapExceptions, null, args, null)!;
    }

    private async Task<TResult> CrossForAsync<TResult>(MethodInfo call, object?[]? args)
    {
        await _borders.ComeToAsync($"{typeof(T).Name}.{call.Name}");
        return await (Task<TResult>)call.Invoke(_seam, BindingFlags.DoNotWrapExceptions, null, args, null)!;
    }
}
