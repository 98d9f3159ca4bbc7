using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Umbraco.Cms.Core;
using Umbraco.Cms.Core.Services;

namespace Umbraco.AutoTag.Api;

/// <summary>Answers 503 while the site is not running: Umbraco's own filter does not cover a package's routes.</summary>
internal sealed class RunningSiteFilter(IRuntimeState runtime) : IResourceFilter
{
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        if (runtime.Level != RuntimeLevel.Run)
        {
            const int status = StatusCodes.Status503ServiceUnavailable;
            context.Result = Problems.Answer(Problems.Of(status, "NotRunning", "Umbraco is not running yet", "Try again in a moment."));
        }
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
    }
}
