using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Providers.Shared;

/// <summary>What a language model's reply says, whichever protocol it came in.</summary>
public sealed record ModelAnswer
{
    /// <summary>The text it wrote; null where it wrote none.</summary>
    public string? Text { get; init; }

    /// <summary>True where the system says that it stopped at a limit.</summary>
    public bool CutOff { get; init; }

    /// <summary>Whether the system says that it declined; the text is not looked at then.</summary>
    public Declined Declined { get; init; }

    /// <summary>False where the system takes no question and writes what it always writes: asking it again in other words is not possible.</summary>
    public bool WasAsked { get; init; } = true;

    /// <summary>True where the system says that it broke down while it answered.</summary>
    public bool BrokeDown { get; init; }

    /// <summary>What it used.</summary>
    public Usage Usage { get; init; } = Usage.None;

    /// <summary>The model the reply names, as it came; null where it names none.</summary>
    public string? Model { get; init; }

    /// <summary>The reply's own id, as it came; null where it has none.</summary>
    public string? Id { get; init; }
}

/// <summary>Whether a system declined to answer.</summary>
public enum Declined
{
    /// <summary>It did not.</summary>
    No,

    /// <summary>The model would not.</summary>
    Refusal,

    /// <summary>A filter in front of the model or behind it would not let it.</summary>
    Filter,
}
