using System.Reflection;

namespace Umbraco.AutoTag.Corridor.Tests;

/// <summary>Lets a test have something happen just before a room speaks to the tables: somebody else is faster, the clock moves on, the database is away.</summary>
internal sealed class MeddlingSeams : Seams
{
    /// <summary>Hears the name of each call, and what it was given; where it throws, the call is not made.</summary>
    public Action<string, object?[]> Before { get; set; } = (_, _) => { };

    public override T Around<T>(T seam)
    {
        T around = DispatchProxy.Create<T, Border>();
        ((Border)(object)around).Set(seam, this);
        return around;
    }

    internal class Border : DispatchProxy
    {
        private object _inner = null!;
        private MeddlingSeams _seams = null!;

        public void Set(object inner, MeddlingSeams seams) => (_inner, _seams) = (inner, seams);

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            _seams.Before(targetMethod!.Name, args ?? []);
            return targetMethod.Invoke(_inner, BindingFlags.DoNotWrapExceptions, null, args, null);
        }
    }
}
