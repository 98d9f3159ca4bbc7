using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Profiles;

/// <summary>What a step asks of the largest picture that is ever sent: by it prices are foretold and compared, and a smaller picture costs no more.</summary>
public static class StepRequest
{
    /// <summary>The request.</summary>
    public static VisionRequest Largest(Step step, Connection connection, Profile profile) => new()
    {
        Image = new PreparedImage(ReadOnlyMemory<byte>.Empty, ImageFormat.Jpeg, new PixelSize(profile.ImageSize, profile.ImageSize)),
        Tasks = step.Tasks,
        Language = step.LanguageIn(profile),
        AlsoIn = step.AlsoIn,
        Question = step.Question,
        Model = step.Model ?? connection.Options.Model,
        MaxKeywords = profile.MaxKeywords,
        Guidance = profile.GuidanceFor(connection),
    };
}
