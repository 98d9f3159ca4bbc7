using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Umbraco.AutoTag.Core.Telemetry;

/// <summary>What a site that collects traces and metrics subscribes to. Nobody subscribed costs next to nothing.</summary>
/// <remarks>
/// Names follow OpenTelemetry's conventions for generative AI (<c>gen_ai.*</c>, https://opentelemetry.io/docs/specs/semconv/gen-ai/, in development
/// there) where there is a convention, and begin with <c>autotag.</c> where there is none. Neither holds a secret, a picture, a value or a person.
/// </remarks>
public static class AutoTagTelemetry
{
    /// <summary>Name of the <see cref="ActivitySource"/> and of the <see cref="Meter"/>: <c>Umbraco.AutoTag</c>.</summary>
    public const string Name = "Umbraco.AutoTag";

    internal static readonly ActivitySource Source = new(Name);

    internal static readonly Meter Meter = new(Name);
}
