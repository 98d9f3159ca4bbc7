using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Filters;
using Umbraco.AutoTag.Start;

namespace Umbraco.AutoTag.Api;

/// <summary>
/// Answers 409 while AutoTag waits for something to be mended, such as a saved profile that does not fit: what sends pictures at a click waits for it like
/// the workers.
/// </summary>
internal sealed class ReadySiteFilter(Readiness readiness) : IAsyncActionFilter
{
    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        if (await readiness.EnsureAsync(context.HttpContext.RequestAborted))
        {
            await next();
            return;
        }

        string detail = string.Join(' ', readiness.Problems.Select(problem => problem.Sentence));
        context.Result = Problems.Answer(Problems.Of(StatusCodes.Status409Conflict, "NotReady", "Nothing is sent until AutoTag is mended", detail));
    }
}
