using System.Globalization;
using System.Runtime.CompilerServices;
using Umbraco.AutoTag.Core.Coverage;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.Cms.Core.Services;

namespace Umbraco.AutoTag.Api.Coverage;

/// <summary>The rows of the files that an accessibility officer takes away. Column names and states are in English everywhere, for whoever reads them by program.</summary>
internal sealed class CoverageExport(ICoverageStore coverage, CoverageReport report, IEntityService entities)
{
    private const int PageSize = 500;

    // What is to be done comes first.
    private static readonly AltTextState[] s_order =
    [
        AltTextState.Missing, AltTextState.Unreviewed, AltTextState.Accepted, AltTextState.Human, AltTextState.Decorative, AltTextState.NotCovered,
    ];

    /// <summary>A row for each image, with its headings; read page by page while it is sent.</summary>
    public async IAsyncEnumerable<IReadOnlyList<string>> ImagesAsync(
        PathScope scope, Guid? folder, AltTextState? state, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return ["State", "Name", "Folder", "Alternative text", "Media type", "Key"];
        string? path = await report.PathAsync(folder, cancellationToken);
        var names = new FolderNames(entities, scope);
        foreach (AltTextState one in state is { } only ? [only] : s_order)
        {
            string? after = null;
            do
            {
                IReadOnlyList<CountedImage> page = await coverage.ImagesAsync(one, scope, path, after, PageSize, cancellationToken);
                names.Learn(page.Select(image => image.Path));
                foreach (CountedImage image in page)
                {
                    yield return [$"{one}", image.Name, string.Join(" / ", names.Of(image.Path)), image.AltText ?? string.Empty, image.TypeAlias, $"{image.Key}"];
                }

                after = page.Count < PageSize ? null : page[^1].Path;
            }
            while (after is not null);
        }
    }

    /// <summary>The numbers of each folder one step below the chosen one, and of all of it, with their headings.</summary>
    public async IAsyncEnumerable<IReadOnlyList<string>> FoldersAsync(
        PathScope scope, Guid? folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return
        [
            "Folder", "Images", "With alternative text or decorative", "Share", "Written or confirmed by a person", "Missing", "Human", "Accepted", "Unreviewed",
            "Decorative", "Not covered by AutoTag",
        ];
        string? path = await report.PathAsync(folder, cancellationToken);
        IReadOnlyDictionary<string, CoverageCounts> counts = await coverage.CountAsync(scope, path, cancellationToken);
        foreach (CoverageFolder one in report.Folders(counts, scope, path))
        {
            yield return Row(one.Name, one.Numbers);
        }

        yield return Row("(all)", CoverageNumbers.Of(counts.Values.Aggregate(CoverageCounts.None, (one, other) => one + other)));
    }

    private static IReadOnlyList<string> Row(string name, CoverageNumbers numbers) =>
    [
        name,
        Number(numbers.Covered),
        Number(numbers.Served),
        numbers.Covered == 0 ? string.Empty : ((double)numbers.Served / numbers.Covered).ToString("0.####", CultureInfo.InvariantCulture),
        Number(numbers.Confirmed),
        Number(numbers.Missing),
        Number(numbers.Human),
        Number(numbers.Accepted),
        Number(numbers.Unreviewed),
        Number(numbers.Decorative),
        Number(numbers.NotCovered),
    ];

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
