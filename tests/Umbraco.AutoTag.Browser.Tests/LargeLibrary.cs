using System.Text.Json.Nodes;

namespace Umbraco.AutoTag.Browser.Tests;

/// <summary>More photos than the demo site has: its own in their folders, and small ones among them once more in another, each a file of its own.</summary>
internal static class LargeLibrary
{
    private const string Index = "library.json";

    // They are small, so that a picture of each is soon made, and something is seen in each.
    private static readonly string[] s_repeated = ["cat-chelsea", "coffee-cup", "officer-grace-hopper", "room-chairs"];

    /// <summary>Writes them into a folder that a demo site can begin with.</summary>
    /// <param name="folder">The folder, which is made.</param>
    /// <param name="photos">How many there are to be, at least as many as the demo site has.</param>
    public static void Write(string folder, int photos)
    {
        Directory.CreateDirectory(folder);
        JsonObject library = JsonNode.Parse(File.ReadAllText(Repository.Photo(Index)))!.AsObject();
        string[] own = [.. library.SelectMany(of => of.Value!.AsArray()).Select(photo => photo!["file"]!.GetValue<string>())];
        foreach (string photo in own)
        {
            File.Copy(Repository.Photo(photo), Path.Combine(folder, photo));
        }

        byte[][] repeated = [.. s_repeated.Select(photo => File.ReadAllBytes(Repository.Photo($"{photo}.jpg")))];
        var again = new JsonArray();
        for (int number = 0; number < photos - own.Length; number++)
        {
            int of = number % s_repeated.Length;
            string file = $"{s_repeated[of]}-{number / s_repeated.Length + 2}.jpg";
            File.WriteAllBytes(Path.Combine(folder, file), TestKit.NumberedJpeg.Of(repeated[of], number));
            again.Add(new JsonObject { ["file"] = file });
        }

        library["From the camera"] = again;
        File.WriteAllText(Path.Combine(folder, Index), library.ToJsonString());
    }
}
