using System.Reflection;

namespace Umbraco.AutoTag.Integration.Tests.Running;

/// <summary>Files of the repository that the tests use as they are.</summary>
internal static class Repository
{
    private static readonly string s_root = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "Repository").Value!;

    public static string VisionService => Path.Combine(s_root, "demo-site", "vision-service");

    public static string FourVendors => Path.Combine(s_root, "demo-site", "appsettings.four-vendors.json");

    public static string TwoDogs => DemoPhoto("two-dogs-window.jpg");

    public static string EdgePhotos => Path.Combine(s_root, "tests", "photos", "edge");

    /// <summary>Pictures whose words tell the model what to do.</summary>
    public static IReadOnlyList<string> InstructionPhotos => [.. Directory.GetFiles(Path.Combine(s_root, "tests", "photos", "instructions"), "*.png").Order(StringComparer.Ordinal)];

    public static string DemoPhoto(string name) => Path.Combine(s_root, "demo-site", "photos", name);

    public static string EdgePhoto(string name) => Path.Combine(EdgePhotos, name);
}
