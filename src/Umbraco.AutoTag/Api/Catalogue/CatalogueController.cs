using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Umbraco.AutoTag.Configuration;

namespace Umbraco.AutoTag.Api.Catalogue;

/// <summary>The known models, for admins.</summary>
[Route(Base + "/catalogue")]
[Authorize(Policy = SectionAccessSettings)]
internal sealed class CatalogueController(CatalogueReport report, FetchCatalogue fetch, IOptionsMonitor<AutoTagOptions> options) : AutoTagController
{
    /// <summary>The models with their prices, limits and ends, as far as they are known. Asks nobody.</summary>
    [HttpGet(Name = "GetCatalogue")]
    [ProducesResponseType<CatalogueView>(StatusCodes.Status200OK)]
    public async Task<ActionResult> Get(CancellationToken cancellationToken) => Ok(await report.AsOfNowAsync(cancellationToken));

    /// <summary>Has OpenRouter's list fetched and kept, where the site allows it.</summary>
    [HttpPost("refresh", Name = "RefreshCatalogue")]
    [ProducesResponseType<CatalogueView>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status409Conflict)]
    [ProducesResponseType<ProblemDetails>(StatusCodes.Status502BadGateway)]
    public async Task<ActionResult> Refresh(CancellationToken cancellationToken)
    {
        AutoTagOptions now = options.CurrentValue;
        if (now is not { Enabled: true, Catalogue.AllowRefresh: true })
        {
            string key = now.Enabled ? "AutoTag:Catalogue:AllowRefresh" : "AutoTag:Enabled";
            return Refuse(StatusCodes.Status409Conflict, "NotAllowed", "Nothing was fetched", $"The site does not allow it. Set {key} to true.");
        }

        return await fetch.FetchAsync(cancellationToken) is { } problem
            ? Refuse(StatusCodes.Status502BadGateway, "NotFetched", "The list could not be fetched", problem)
            : Ok(await report.AsOfNowAsync(cancellationToken));
    }
}
