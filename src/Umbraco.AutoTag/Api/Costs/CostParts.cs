using System.Globalization;
using Umbraco.AutoTag.Api.Coverage;
using Umbraco.AutoTag.Core.Costs;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Runs;
using Umbraco.Cms.Core.Models;
using Umbraco.Cms.Core.Models.Entities;
using Umbraco.Cms.Core.Services;

namespace Umbraco.AutoTag.Api.Costs;

/// <summary>The costs by profile, run, folder and editor, with the names of this moment. The parts of a list together are all of it.</summary>
internal sealed class CostParts(ICostStore costs, IRunStore runs, IEntityService entities, EditorAccess access)
{
    private const int MostParts = 25;
    private const string Root = "-1";

    public async Task<IReadOnlyList<PartView>> ProfilesAsync(DateOnly from, CancellationToken cancellationToken) => View(
        await costs.PartsAsync(CostPart.Profile, from, cancellationToken),
        part => new PartView(PartKind.Named, Key: null, part.Part, At: null, Parts: 1, CostReport.View(part.Sums)));

    public async Task<IReadOnlyList<PartView>> RunsAsync(DateOnly from, CancellationToken cancellationToken)
    {
        IReadOnlyList<PartCosts> parts = await costs.PartsAsync(CostPart.Run, from, cancellationToken);
        var known = new Dictionary<string, Run>();
        foreach (PartCosts part in Listed(parts))
        {
            if (Guid.TryParseExact(part.Part, "D", out Guid id) && await runs.FindAsync(id, cancellationToken) is { } run)
            {
                known[part.Part] = run;
            }
        }

        return View(parts, part => known.TryGetValue(part.Part, out Run? run)
            ? new PartView(PartKind.Named, run.Id, run.Note, run.CreatedAt, Parts: 1, CostReport.View(part.Sums))
            : Gone(part));
    }

    public async Task<IReadOnlyList<PartView>> FoldersAsync(DateOnly from, CancellationToken cancellationToken)
    {
        IReadOnlyList<PartCosts> parts = await costs.PartsAsync(CostPart.Folder, from, cancellationToken);
        int[] ids = [.. Listed(parts).Select(part => IdOf(part.Part)).OfType<int>()];
        Dictionary<int, IEntitySlim> folders = ids.Length == 0 ? [] : entities.GetAll(UmbracoObjectTypes.Media, ids).ToDictionary(folder => folder.Id);
        var names = new FolderNames(entities, PathScope.Everything);
        names.Learn(folders.Values.Select(Inside));
        return View(parts, part => part.Part == Root ? Of(PartKind.Root, part)
            : IdOf(part.Part) is { } id && folders.TryGetValue(id, out IEntitySlim? folder)
                ? new PartView(PartKind.Named, folder.Key, string.Join(" / ", names.Of(Inside(folder))), At: null, Parts: 1, CostReport.View(part.Sums))
                : Gone(part));
    }

    public async Task<IReadOnlyList<PartView>> EditorsAsync(DateOnly from, CancellationToken cancellationToken)
    {
        IReadOnlyList<PartCosts> parts = await costs.PartsAsync(CostPart.Editor, from, cancellationToken);
        IReadOnlyDictionary<Guid, Person> people = await access.PeopleAsync(Listed(parts).Select(part => KeyOf(part.Part)).OfType<Guid>());
        return View(parts, part => KeyOf(part.Part) is { } key && people.TryGetValue(key, out Person? person)
            ? new PartView(PartKind.Named, key, person.Name, At: null, Parts: 1, CostReport.View(part.Sums))
            : Gone(part));
    }

    // The dearest, and one line for all others, so that the lines add up.
    private static IReadOnlyList<PartView> View(IReadOnlyList<PartCosts> parts, Func<PartCosts, PartView> named)
    {
        PartView[] listed = [.. Listed(parts).Select(part => part.Part.Length == 0 ? Of(PartKind.None, part) : named(part))];
        PartCosts[] rest = [.. parts.Skip(MostParts)];
        return rest.Length == 0
            ? listed
            :
            [
                .. listed,
                new PartView(
                    PartKind.Rest, Key: null, Name: null, At: null, rest.Length, CostReport.View(rest.Aggregate(CallSums.None, (sum, part) => sum + part.Sums))),
            ];
    }

    private static IEnumerable<PartCosts> Listed(IReadOnlyList<PartCosts> parts) => parts.Take(MostParts);

    private static PartView Gone(PartCosts part) => Of(PartKind.Gone, part);

    private static PartView Of(PartKind kind, PartCosts part) => new(kind, Key: null, Name: null, At: null, Parts: 1, CostReport.View(part.Sums));

    private static string Inside(IEntitySlim folder) => folder.Path + ",";

    private static Guid? KeyOf(string part) => Guid.TryParseExact(part, "D", out Guid key) ? key : null;

    private static int? IdOf(string path) =>
        int.TryParse(path[(path.LastIndexOf(',') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int id) ? id : null;
}
