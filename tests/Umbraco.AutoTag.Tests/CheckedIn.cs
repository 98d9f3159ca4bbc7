using Umbraco.AutoTag.TestKit;

namespace Umbraco.AutoTag.Tests;

/// <summary>A generated file that lies in the repository: must be what the code of today generates.</summary>
internal static class CheckedIn
{
    private const string Refresh = "AUTOTAG_REFRESH";

    public static void MustBe(string path, string generated)
    {
        string file = Path.Combine(Repository.Root, path);
        if (Environment.GetEnvironmentVariable(Refresh) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, generated);
        }

        string present = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : string.Empty;
        Assert.That(present == generated, $"{path} is not what the code says now. Refresh it: {Refresh}=1 dotnet test tests/Umbraco.AutoTag.Tests, and look at the difference before you commit it.");
    }
}
