using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging.Abstractions;
using Umbraco.AutoTag.Api;

namespace Umbraco.AutoTag.Tests.Api;

public sealed class UnexpectedFailureFilterTests
{
    [Test]
    public void A_body_that_is_too_long_is_the_clients_fault_and_not_the_databases() =>
        Assert.That(AnswerTo(new BadHttpRequestException("Request body too large.", StatusCodes.Status413PayloadTooLarge)), Is.EqualTo(StatusCodes.Status413PayloadTooLarge));

    [Test]
    public void A_disk_that_fails_is_told_as_storage_that_is_away() =>
        Assert.That(AnswerTo(new IOException("The disk is full.")), Is.EqualTo(StatusCodes.Status503ServiceUnavailable));

    [Test]
    public void Anything_else_keeps_its_details_to_the_log()
    {
        ExceptionContext context = Failed(new InvalidOperationException("a secret"));

        new UnexpectedFailureFilter(NullLogger<UnexpectedFailureFilter>.Instance).OnException(context);

        var answer = (ObjectResult)context.Result!;
        Assert.Multiple(() =>
        {
            Assert.That(answer.StatusCode, Is.EqualTo(StatusCodes.Status500InternalServerError));
            Assert.That(((ProblemDetails)answer.Value!).Detail, Does.Not.Contain("secret"));
        });
    }

    private static int? AnswerTo(Exception exception)
    {
        ExceptionContext context = Failed(exception);
        new UnexpectedFailureFilter(NullLogger<UnexpectedFailureFilter>.Instance).OnException(context);
        return ((ObjectResult)context.Result!).StatusCode;
    }

    private static ExceptionContext Failed(Exception exception) =>
        new(new ActionContext(new DefaultHttpContext(), new RouteData(), new ActionDescriptor()), []) { Exception = exception };
}
