using Umbraco.AutoTag.TestKit.Hostile;

namespace Umbraco.AutoTag.Integration.Tests.Running;

/// <summary>The hostile files on disk, made when they are asked for.</summary>
internal static class Made
{
    public static string File(HostileFile file)
    {
        string folder = Directory.CreateDirectory(Path.Combine(Run.Folder, "hostile")).FullName;
        string path = Path.Combine(folder, file.Name);
        if (!System.IO.File.Exists(path))
        {
            System.IO.File.WriteAllBytes(path, file.Make());
        }

        return path;
    }
}
