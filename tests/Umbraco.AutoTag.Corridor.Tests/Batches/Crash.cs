using System.Reflection;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>The process dies: nobody catches this and goes on.</summary>
internal sealed class CrashException : Exception;

/// <summary>
/// Counts what passes between the rooms of batches and the tables and the vendor, and lets the process die at one of these moments: before or after
/// the call. From then on everything of that process is dead.
/// </summary>
internal sealed class CrashingSeams : Seams
{
    private int _passed;

    /// <summary>The moment at which it dies; none where 0. Two moments for each call: before it, and after it.</summary>
    public int At { get; set; }

    /// <summary>True while the process is at work that may die.</summary>
    public bool IsArmed { get; set; }

    /// <summary>True until the next process starts.</summary>
    public bool HasCrashed { get; private set; }

    /// <summary>True once a process died.</summary>
    public bool HasDied { get; private set; }

    /// <summary>What was warned of.</summary>
    public Listening Heard { get; } = new();

    public override Microsoft.Extensions.Logging.ILoggerFactory Logs => Heard;

    /// <summary>What happens just before a call, by its name.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    public override T Around<T>(T seam)
    {
        if (seam is not (Core.Batches.IBatchStore or Core.Analyses.IAnalysisStore))
        {
            return seam;
        }

        object around = DispatchProxy.Create<T, Border>();
        ((Border)around).Set(seam, this);
        return (T)around;
    }

    private void Pass()
    {
        if (IsArmed && (HasCrashed || (At > 0 && ++_passed == At)))
        {
            HasCrashed = HasDied = true;
            throw new CrashException();
        }
    }

    /// <summary>Another process starts.</summary>
    public void Restart() => (HasCrashed, At) = (false, 0);

    internal class Border : DispatchProxy
    {
        private object _inner = null!;
        private CrashingSeams _seams = null!;

        public void Set(object inner, CrashingSeams seams) => (_inner, _seams) = (inner, seams);

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            Type result = targetMethod!.ReturnType;
            return result == typeof(Task)
                ? PassAsync(targetMethod, args)
                : GetType().BaseType!.GetMethod(nameof(PassAsyncOf), BindingFlags.NonPublic | BindingFlags.Instance)!
                    .MakeGenericMethod(result.GetGenericArguments()[0]).Invoke(this, [targetMethod, args]);
        }

        private async Task PassAsync(MethodInfo method, object?[]? args)
        {
            await _seams.Before(method.Name);
            _seams.Pass();
            await (Task)method.Invoke(_inner, args)!;
            _seams.Pass();
        }

        private protected async Task<T> PassAsyncOf<T>(MethodInfo method, object?[]? args)
        {
            await _seams.Before(method.Name);
            _seams.Pass();
            T result = await (Task<T>)method.Invoke(_inner, args)!;
            _seams.Pass();
            return result;
        }
    }
}
