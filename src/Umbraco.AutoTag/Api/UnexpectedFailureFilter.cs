using System.Data.Common;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Logging;

namespace Umbraco.AutoTag.Api;

/// <summary>Turns what escapes from a controller into an answer that the backoffice can show. Details go to the log, not to the browser.</summary>
internal sealed class UnexpectedFailureFilter(ILogger<UnexpectedFailureFilter> log) : IExceptionFilter
{
    public void OnException(ExceptionContext context)
    {
        if (context.Exception is OperationCanceledException && context.HttpContext.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        if (context.Exception is BadHttpRequestException badRequest)
        {
            Answer(context, Problems.Of(badRequest.StatusCode, "InvalidRequest", "The request is not understood", badRequest.Message));
            return;
        }

        log.LogError(context.Exception, "AutoTag could not answer {Path}.", context.HttpContext.Request.Path.Value);
        Answer(context, context.Exception is DbException or IOException
            ? Problems.Of(StatusCodes.Status503ServiceUnavailable, "StorageUnavailable", "AutoTag cannot use its database", "Images are still saved as always. Try again in a moment; the log says more.")
            : Problems.Of(StatusCodes.Status500InternalServerError, "Unexpected", "AutoTag met something unexpected", "The log says more."));
    }

    private static void Answer(ExceptionContext context, ProblemDetails problem)
    {
        context.Result = Problems.Answer(problem);
        context.ExceptionHandled = true;
    }
}
