using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Providers.Rekognition;

/// <summary>One of the things Rekognition does. Each is a call of its own, with its own limit and its own charge, so each is a provider of its own.</summary>
/// <param name="Alias">The word in configuration.</param>
/// <param name="Name">For people.</param>
/// <param name="Target">The operation's name on the wire.</param>
/// <param name="Task">What it answers.</param>
/// <param name="Member">Where its findings stand in the answer.</param>
/// <param name="VersionMember">Where the answer names the model that looked; null where it does not.</param>
/// <param name="Languages">In which languages it answers.</param>
public sealed record RekognitionOperation(string Alias, string Name, string Target, VisionTasks Task, string Member, string? VersionMember, AnswerLanguages Languages)
{
    /// <summary>What is in the picture.</summary>
    public static RekognitionOperation Labels { get; } =
        new("rekognition-labels", "Amazon Rekognition labels", "DetectLabels", VisionTasks.Keywords, "Labels", "LabelModelVersion", AnswerLanguages.Only("en"));

    /// <summary>Text in the picture, in the languages it reads.</summary>
    public static RekognitionOperation Text { get; } =
        new("rekognition-text", "Amazon Rekognition text", "DetectText", VisionTasks.Text, "TextDetections", "TextModelVersion",
            AnswerLanguages.Only("ar", "de", "en", "es", "fr", "it", "pt", "ru"));

    /// <summary>What not every audience should see.</summary>
    public static RekognitionOperation Moderation { get; } =
        new("rekognition-moderation", "Amazon Rekognition moderation", "DetectModerationLabels", VisionTasks.Moderation, "ModerationLabels", "ModerationModelVersion", AnswerLanguages.Unknown);

    /// <summary>What a model of your own knows, by the names you gave. The model is named by its ARN, which is also its version.</summary>
    public static RekognitionOperation CustomLabels { get; } =
        new("rekognition-custom-labels", "Amazon Rekognition Custom Labels", "DetectCustomLabels", VisionTasks.Keywords, "CustomLabels", null, AnswerLanguages.Any);
}
