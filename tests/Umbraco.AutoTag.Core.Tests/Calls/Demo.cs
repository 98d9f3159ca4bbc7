using NSubstitute;
using Umbraco.AutoTag.Core.Budgets;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Ledger;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Core.Tests.Calls;

/// <summary>A call with everything filled in.</summary>
internal static class Demo
{
    public const string Key = "sesame-open-4711";

    /// <summary>A call to a paid account.</summary>
    public static VisionCall Call(Action<ConnectionOptions>? configure = null, IVisionProvider? provider = null)
    {
        var options = new ConnectionOptions { Provider = "demo", ApiKey = Key };
        configure?.Invoke(options);
        return new VisionCall
        {
            Connection = new Connection("demo", options, provider ?? Paid(), Http: null!),
            Request = new VisionRequest { Image = null, Tasks = VisionTasks.AltText, Language = "en", Model = "demo-1" },
            MediaKey = Guid.NewGuid(),
            Path = "-1,1063",
            RevisionId = "0123456789abcdef0123456789abcdef",
            LongSide = 1_024,
        };
    }

    /// <summary>The same with what was put aside for it.</summary>
    public static VisionCall Reserved(this VisionCall call, long microUsd = 10_000) => call with
    {
        Reservation = new Reservation
        {
            Id = Guid.NewGuid(),
            Connection = call.Connection.Alias,
            Provider = "demo",
            ModelAsked = call.Request.Model,
            AtMost = new Estimate(new MicroUsd(microUsd), Credits: null),
            MediaKey = call.MediaKey,
            Path = call.Path,
            RevisionId = call.RevisionId,
            RunId = null,
            ReservedAt = DateTimeOffset.UnixEpoch,
            ExpiresAt = DateTimeOffset.UnixEpoch,
        },
    };

    public static IVisionProvider Paid() => With(Substitute.For<IVisionProvider>(), isPaid: true);

    /// <summary>A source on this machine: no call at all.</summary>
    public static IVisionProvider Local() => With(Substitute.For<IVisionProvider>(), isPaid: false);

    /// <summary>One whose system works on jobs.</summary>
    public static IVisionProvider WithJobs() => With(Substitute.For<IVisionProvider, IJobProvider>(), isPaid: true);

    private static IVisionProvider With(IVisionProvider provider, bool isPaid)
    {
        provider.Declaration.Returns(new ProviderDeclaration
        {
            Alias = "demo",
            Name = "Demo",
            Tasks = VisionTasks.AltText,
            Formats = [ImageFormat.Jpeg],
            MaxBytes = 1_000_000,
            Confidence = ConfidenceSource.SelfReported,
            Rank = SourceRank.LanguageModel,
            Pinnable = true,
            SendsPicture = isPaid,
            Charged = isPaid,
            DefaultEndpoint = new Uri("https://vendor.example"),
        });
        return provider;
    }
}
