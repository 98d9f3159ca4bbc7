using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.EmbeddedMetadata;

/// <summary>
/// What a person wrote into the file: keywords, headline, description and alt text from XMP, IPTC and EXIF. Free, exact, nothing leaves the server.
/// Alt text comes from IPTC's <c>AltTextAccessibility</c> only: a caption says what a picture is about, not what can be seen in it.
/// </summary>
public sealed class EmbeddedMetadataProvider : IVisionProvider
{
    // Exact by nature: the value is what somebody wrote, and reading it cannot be unsure.
    private static readonly Confidence s_exact = Confidence.Of(1);

    /// <inheritdoc />
    public ProviderDeclaration Declaration { get; } = new()
    {
        Alias = "embedded-metadata",
        Name = "Embedded metadata",
        Tasks = VisionTasks.Keywords | VisionTasks.AltText | VisionTasks.Title | VisionTasks.Description,
        Formats = [ImageFormat.Jpeg, ImageFormat.Png, ImageFormat.WebP, ImageFormat.Tiff],
        MaxBytes = int.MaxValue,
        // Whatever its author wrote in.
        Languages = AnswerLanguages.Any,
        Confidence = ConfidenceSource.Exact,
        Rank = SourceRank.EmbeddedMetadata,
        Pinnable = false,
        SendsPicture = false,
        Charged = false,
        PricedBy = PriceUnit.Nothing,
        Region = RegionChoice.ByWhoRunsIt,
        FetchesAddresses = false,
        AnswersInSeveralLanguages = true,
        DefaultEndpoint = new Uri("about:blank"),
    };

    /// <inheritdoc />
    public IEnumerable<string> Validate(ConnectionOptions options) => new ConnectionSettings(options).Problems;

    /// <inheritdoc />
    public Task<VisionReply> AskAsync(Connection connection, VisionRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Func<Stream> open = request.OpenOriginal ?? throw new ArgumentException("This provider is given the original to open.", nameof(request));
        try
        {
            using Stream original = open();
            return Task.FromResult(VisionReply.Answered(Observe(MetadataBlocks.Find(original), request)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(VisionReply.Failed(new Failure(FailureKind.Unavailable, "The file could not be opened.") { Code = "file" }));
        }
    }

    private static IReadOnlyList<Observation> Observe(MetadataBlocks blocks, VisionRequest request)
    {
        XmpFields xmp = XmpFields.Read(blocks.Xmp);
        IptcFields iptc = IptcFields.Read(blocks.Iptc);
        ExifFields exif = blocks.Exif;
        var list = new ObservationList(request.Tasks, ConfidenceSource.Exact, language: null);
        list.AddText(ObservationKind.AltText, xmp.AltText.For(request.Language), s_exact);
        list.AddText(ObservationKind.Title, First(xmp.Headline, iptc.Headline, xmp.Title.For(request.Language), iptc.ObjectName, exif.Title), s_exact);
        list.AddText(ObservationKind.Description, First(xmp.Description.For(request.Language), iptc.Caption), s_exact);
        foreach (string keyword in xmp.Keywords.Concat(iptc.Keywords).Concat(exif.Keywords))
        {
            list.AddKeyword(keyword, s_exact);
        }

        return [.. list.Observations, .. request.AlsoIn.SelectMany(also => In(also, xmp))];
    }

    // What names no language was read as the question's own: in another, only what says that it is.
    private static IReadOnlyList<Observation> In(InLanguage also, XmpFields xmp)
    {
        var list = new ObservationList(also.Tasks, ConfidenceSource.Exact, also.Language);
        list.AddText(ObservationKind.AltText, xmp.AltText.In(also.Language), s_exact);
        list.AddText(ObservationKind.Title, xmp.Title.In(also.Language), s_exact);
        list.AddText(ObservationKind.Description, xmp.Description.In(also.Language), s_exact);
        return list.Observations;
    }

    private static string? First(params string?[] texts) => texts.FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));
}
