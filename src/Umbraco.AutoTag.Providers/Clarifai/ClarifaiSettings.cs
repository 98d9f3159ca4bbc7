using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Clarifai;

/// <summary>What a connection to Clarifai can set.</summary>
/// <param name="User"><c>User</c>: who owns the model; clarifai where unset.</param>
/// <param name="App"><c>App</c>: the app the model is in; main where unset.</param>
/// <param name="MinScore"><c>MinScore</c>: concepts below are not answered; Clarifai's own rule where unset.</param>
/// <param name="Classes"><c>Classes</c>: what the model's concepts mean; keywords where unset.</param>
public sealed record ClarifaiSettings(string User, string App, double? MinScore, ClassMeaning Classes)
{
    private const string Own = "clarifai";

    /// <summary>True for Clarifai's own models, whose concepts are translated.</summary>
    public bool IsClarifais => User == Own;

    /// <summary>Reads the settings and what is wrong with them.</summary>
    public static (ClarifaiSettings Settings, IEnumerable<string> Problems) Read(ConnectionOptions options)
    {
        var settings = new ConnectionSettings(options);
        var read = new ClarifaiSettings(
            settings.Name("User", Own)!,
            settings.Name("App", "main")!,
            settings.Share("MinScore"),
            settings.Classes(ClassMeaning.Keywords));
        return (read, settings.Problems);
    }
}

/// <summary>How a model of Clarifai's is named.</summary>
internal static class ClarifaiModel
{
    /// <summary>Clarifai's general tagger, in its newest version.</summary>
    public const string General = "general-image-recognition";

    /// <summary>A name, or a name and a version.</summary>
    public static ModelRule Rule { get; } = new(
        IsModel,
        "must be a model's id, or its id and a version: general-image-recognition/versions/aa7f35c01e0642fda5cf400f543e7c40");

    private static bool IsModel(string model) => model.Split('/') switch
    {
        [var id] => ConnectionSettings.IsName(id),
        [var id, "versions", var version] => ConnectionSettings.IsName(id) && ConnectionSettings.IsName(version),
        _ => false,
    };
}
