namespace Umbraco.AutoTag.Core.Corridor;

/// <summary>Why an image cannot be sent to anybody. The reason lies in the image, so trying again would end the same way.</summary>
/// <param name="Code">A stable word, for screens that speak other languages.</param>
/// <param name="Message">For people: what is wrong and what to do.</param>
public sealed record Refusal(RefusalCode Code, string Message);

/// <summary>The refusals of <see cref="Prepare"/> and <see cref="LastLook"/>.</summary>
public enum RefusalCode
{
    /// <summary>The media item names no file, or the file is not where it should be.</summary>
    FileMissing,

    /// <summary>The file has no bytes.</summary>
    FileEmpty,

    /// <summary>The file is larger than AutoTag reads.</summary>
    FileTooLarge,

    /// <summary>The bytes are no image, whatever the name says.</summary>
    NotAnImage,

    /// <summary>SVG: a drawing that can carry scripts; no provider takes it.</summary>
    Svg,

    /// <summary>The picture ends in the middle.</summary>
    CutOff,

    /// <summary>The file leaves its own format before the picture begins: lengths that lead nowhere, or parts without end.</summary>
    Damaged,

    /// <summary>The header claims more pixels than may be unpacked: a decompression bomb, or a poster for a wall.</summary>
    TooManyPixels,

    /// <summary>So few pixels, or so narrow, that nothing can be recognised.</summary>
    TooSmall,

    /// <summary>The site's image pipeline cannot turn the format into one that providers take.</summary>
    CannotConvert,

    /// <summary>The item is in the recycle bin or gone.</summary>
    Trashed,

    /// <summary>The item is in a folder whose images are never sent.</summary>
    Excluded,
}
