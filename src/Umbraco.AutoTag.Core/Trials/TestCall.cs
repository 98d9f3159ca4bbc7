using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Trials;

/// <summary>What a test asks: what the profile would ask of this connection, of a picture that belongs to nobody.</summary>
public static class TestCall
{
    private const string NoRevision = "test";

    /// <summary>The step of a profile that asks a connection first, else the fallback that would; where neither does, what it would usually be asked.</summary>
    public static Step StepOf(Connection connection, Profile profile) => profile.Steps
        .Concat(profile.Steps.SelectMany(step => step.Fallbacks.Select(fallback => fallback.Step)))
        .FirstOrDefault(step => step.Connection.Equals(connection.Alias, StringComparison.OrdinalIgnoreCase))
        ?? new Step(connection.Alias, connection.Provider.Declaration.UsualTasks);

    /// <summary>The call.</summary>
    public static VisionCall Of(Connection connection, Profile profile)
    {
        Step step = StepOf(connection, profile);
        bool isSent = connection.Provider.Declaration.SendsPicture;
        return new VisionCall
        {
            Connection = connection,
            MediaKey = VisionCall.NoMedia,
            Path = string.Empty,
            RevisionId = NoRevision,
            LongSide = TestPicture.Prepared.Size.LongSide,
            Request = new VisionRequest
            {
                Image = isSent ? TestPicture.Prepared : null,
                OpenOriginal = isSent ? null : TestPicture.Open,
                Tasks = step.Tasks,
                Language = step.LanguageIn(profile),
                AlsoIn = step.AlsoIn,
                Question = step.Question,
                Model = step.Model ?? connection.Options.Model,
                MaxKeywords = profile.MaxKeywords,
                Guidance = profile.GuidanceFor(connection),
            },
        };
    }
}
