namespace Umbraco.AutoTag.TestKit.Hostile;

/// <summary>Every file that is made here to do harm.</summary>
public static class HostileFiles
{
    /// <summary>All of them.</summary>
    /// <param name="edgePhotos">The folder of the odd photos, whose pictures they are made of.</param>
    public static IEnumerable<HostileFile> All(string edgePhotos)
    {
        var real = new RealPictures(edgePhotos);
        return [.. HostileJpegs.All(real), .. HostileWords.All(real), .. HostileContainers.All(real), .. TellingFiles.All(real)];
    }
}
