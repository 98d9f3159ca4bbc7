using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Umbraco.AutoTag.Api.Exports;
using Umbraco.AutoTag.Core.Coverage;
using Umbraco.Cms.Core.Models.Membership;

namespace Umbraco.AutoTag.Api.Coverage;

/// <summary>How many images have an alternative text, and which have not, of the part of the library the editor sees.</summary>
[Route(Base + "/coverage")]
[ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
internal sealed class CoverageController(EditorAccess access, CoverageReport report, CoverageExport export) : AutoTagController
{
    /// <summary>The numbers: of everything, of each folder, and day by day.</summary>
    [HttpGet(Name = "GetCoverage")]
    [ProducesResponseType<CoverageView>(StatusCodes.Status200OK)]
    public async Task<ActionResult> Get(Guid? folder, CancellationToken cancellationToken) => access.TryGetEditor(User, out IUser? editor)
        ? Ok(await report.OfAsync(access.ScopeOf(editor), folder, cancellationToken))
        : Unauthorized();

    /// <summary>The images of a state.</summary>
    [HttpGet("images", Name = "GetCoverageImages")]
    [ProducesResponseType<CoverageImageList>(StatusCodes.Status200OK)]
    public async Task<ActionResult> Images([FromQuery] CoverageQuery query, CancellationToken cancellationToken) => access.TryGetEditor(User, out IUser? editor)
        ? Ok(await report.ImagesAsync(query, access.ScopeOf(editor), cancellationToken))
        : Unauthorized();

    /// <summary>The images as a file for spreadsheets, of one state or of all.</summary>
    [HttpGet("export/images", Name = "ExportCoverageImages")]
    [Produces("text/csv", "application/json")]
    [ProducesResponseType<string>(StatusCodes.Status200OK, "text/csv")]
    public ActionResult ExportImages(Guid? folder, AltTextState? state, CancellationToken cancellationToken) => access.TryGetEditor(User, out IUser? editor)
        ? new CsvResult("alternative-texts.csv", export.ImagesAsync(access.ScopeOf(editor), folder, state, cancellationToken))
        : Unauthorized();

    /// <summary>The numbers by folder as a file for spreadsheets.</summary>
    [HttpGet("export/folders", Name = "ExportCoverageFolders")]
    [Produces("text/csv", "application/json")]
    [ProducesResponseType<string>(StatusCodes.Status200OK, "text/csv")]
    public ActionResult ExportFolders(Guid? folder, CancellationToken cancellationToken) => access.TryGetEditor(User, out IUser? editor)
        ? new CsvResult("alternative-texts-by-folder.csv", export.FoldersAsync(access.ScopeOf(editor), folder, cancellationToken))
        : Unauthorized();
}
