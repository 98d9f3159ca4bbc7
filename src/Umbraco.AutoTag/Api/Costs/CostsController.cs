using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Umbraco.AutoTag.Api.Exports;

namespace Umbraco.AutoTag.Api.Costs;

/// <summary>The meter, for admins: what the whole site spends, and on whose behalf, is not for every editor.</summary>
[Route(Base + "/costs")]
[Authorize(Policy = SectionAccessSettings)]
[ProducesResponseType<ProblemDetails>(StatusCodes.Status400BadRequest)]
internal sealed class CostsController(CostReport report, CostExport export) : AutoTagController
{
    /// <summary>What it cost, what was saved, and what it is likely to cost.</summary>
    [HttpGet(Name = "GetCosts")]
    [ProducesResponseType<CostsView>(StatusCodes.Status200OK)]
    public async Task<ActionResult> Get(CostPeriod period = CostPeriod.Month, CancellationToken cancellationToken = default) =>
        Ok(await report.OfAsync(period, cancellationToken));

    /// <summary>What each connection took each day, as a file for spreadsheets.</summary>
    [HttpGet("export/days", Name = "ExportCostDays")]
    [Produces("text/csv", "application/json")]
    [ProducesResponseType<string>(StatusCodes.Status200OK, "text/csv")]
    public ActionResult ExportDays(CostPeriod period = CostPeriod.Month, CancellationToken cancellationToken = default) =>
        new CsvResult("autotag-costs-by-day.csv", export.DaysAsync(period, cancellationToken));

    /// <summary>Every call of the period, as a file for spreadsheets.</summary>
    [HttpGet("export/calls", Name = "ExportCostCalls")]
    [Produces("text/csv", "application/json")]
    [ProducesResponseType<string>(StatusCodes.Status200OK, "text/csv")]
    public ActionResult ExportCalls(CostPeriod period = CostPeriod.Month, CancellationToken cancellationToken = default) =>
        new CsvResult("autotag-calls.csv", export.CallsAsync(period, cancellationToken));
}
