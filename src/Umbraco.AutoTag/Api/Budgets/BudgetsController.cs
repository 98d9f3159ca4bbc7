using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Umbraco.AutoTag.Budgets;

namespace Umbraco.AutoTag.Api.Budgets;

/// <summary>The configured budgets, for admins: what the whole site spends is not for every editor.</summary>
[Route(Base + "/budgets")]
[Authorize(Policy = SectionAccessSettings)]
internal sealed class BudgetsController(BudgetReport report) : AutoTagController
{
    /// <summary>How much of each is gone, until when, and whom it stops.</summary>
    [HttpGet(Name = "GetBudgets")]
    [ProducesResponseType<BudgetList>(StatusCodes.Status200OK)]
    public async Task<ActionResult> Get(CancellationToken cancellationToken) => Ok(await report.AllAsync(cancellationToken));
}
