using System.Globalization;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.Cms.Core.Models;
using Umbraco.Cms.Core.Models.Entities;
using Umbraco.Cms.Core.Services;

namespace Umbraco.AutoTag.Api.Coverage;

/// <summary>Names of the folders that images lie in, each asked for once; what lies above an editor's start node is not theirs to read.</summary>
internal sealed class FolderNames(IEntityService entities, PathScope scope)
{
    private readonly Dictionary<int, string> _names = [];

    /// <summary>Asks for the names that these images need.</summary>
    public void Learn(IEnumerable<string> paths)
    {
        int[] unknown = [.. paths.SelectMany(IdsOf).Distinct().Where(id => !_names.ContainsKey(id))];
        foreach (int[] some in unknown.Chunk(500))
        {
            foreach (IEntitySlim folder in entities.GetAll(UmbracoObjectTypes.Media, some))
            {
                _names[folder.Id] = folder.Name ?? string.Empty;
            }
        }
    }

    /// <summary>The names of the folders of an image, from the topmost that the editor sees.</summary>
    public IReadOnlyList<string> Of(string path) => [.. IdsOf(path).Select(id => _names.GetValueOrDefault(id, string.Empty))];

    private IEnumerable<int> IdsOf(string path)
    {
        string[] ids = path.Split(',');
        int from = scope.Paths is null
            ? 1
            : scope.Paths
                .Where(start => path.Equals(start, StringComparison.Ordinal) || path.StartsWith(start + ",", StringComparison.Ordinal))
                .Select(start => start.Count(character => character == ','))
                .DefaultIfEmpty(ids.Length)
                .Min();
        return ids[..^1].Skip(from).Select(id => int.Parse(id, CultureInfo.InvariantCulture));
    }
}
