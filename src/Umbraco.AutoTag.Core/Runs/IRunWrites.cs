using Umbraco.AutoTag.Core.Queue;
using Umbraco.AutoTag.Core.Suggestions;

namespace Umbraco.AutoTag.Core.Runs;

/// <summary>What a run wrote, field by field: what was there, what was put there, and under which revision.</summary>
public interface IRunWrites
{
    /// <summary>
    /// The next writes of a run in a stable order, whatever has become of them since. Those of images that were deleted for good are gone.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="scope">Only images that lie here.</param>
    /// <param name="after">The last write of the page before; null for the first page.</param>
    /// <param name="take">How many.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    Task<IReadOnlyList<FieldWrite>> PageAsync(Guid run, PathScope scope, FieldWrite? after, int take, CancellationToken cancellationToken);
}
