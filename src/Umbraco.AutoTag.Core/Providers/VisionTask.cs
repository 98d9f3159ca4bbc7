namespace Umbraco.AutoTag.Core.Providers;

/// <summary>What a provider can be asked to do with a picture; a step asks for one or several.</summary>
[Flags]
public enum VisionTasks
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Name what is in the picture, one keyword each.</summary>
    Keywords = 1,

    /// <summary>One sentence that stands in for the picture.</summary>
    AltText = 2,

    /// <summary>A short headline.</summary>
    Title = 4,

    /// <summary>A longer description.</summary>
    Description = 8,

    /// <summary>Read the text in the picture.</summary>
    Text = 16,

    /// <summary>Name what not every audience should see, in the system's own terms.</summary>
    Moderation = 32,

    /// <summary>Say whether the picture is nothing but decoration.</summary>
    Decorative = 64,

    /// <summary>Answer one question of the site's (<see cref="PictureQuestion"/>).</summary>
    Answer = 128,
}
