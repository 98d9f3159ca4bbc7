using System.Reflection;
using NUnit.Framework;

namespace Umbraco.AutoTag.TestKit;

/// <summary>A generated file that lies in the repository: must be what the code of today generates.</summary>
public static class CheckedIn
{
    private const string Refresh = "AUTOTAG_REFRESH";

    /// <summary>Compares, and where <c>AUTOTAG_REFRESH=1</c> is set writes the file first.</summary>
    /// <param name="path">From the repository's root.</param>
    /// <param name="generated">What it has to hold.</param>
    public static void MustBe(string path, string generated)
    {
        string file = Path.Combine(Repository.Root, path);
        if (Environment.GetEnvironmentVariable(Refresh) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, generated);
        }

        string present = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : string.Empty;
        string project = Assembly.GetCallingAssembly().GetName().Name!;
        Assert.That(present == generated, $"{path} is not what the code says now. Refresh it: {Refresh}=1 dotnet test tests/{project}, and look at the difference before you commit it.");
    }
}
