using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Umbraco.AutoTag.Api;

/// <summary>
/// Answers a request that cannot be understood in the form of every other error of this API. ASP.NET Core's own answer names .NET types, and
/// changing it for AutoTag would change it for the whole site.
/// </summary>
internal sealed class InvalidRequestAttribute : ActionFilterAttribute
{
    // Ahead of ASP.NET Core's own filter, which is at -2000.
    public InvalidRequestAttribute() => Order = -2100;

    public override void OnActionExecuting(ActionExecutingContext context)
    {
        if (context.ModelState.IsValid)
        {
            return;
        }

        string detail = string.Join(' ', context.ModelState.SelectMany(entry => entry.Value!.Errors.Select(error => Sentence(entry.Key, error))).Distinct());
        context.Result = Problems.Answer(Problems.Of(StatusCodes.Status400BadRequest, "InvalidRequest", "The request is not understood", detail));
    }

    // The reader of JSON writes its keys as paths from "$", and its messages for programmers.
    private static string Sentence(string key, ModelError error) => key switch
    {
        ['$', ..] => $"The body is not the JSON that is expected, at {key}.",
        _ => error.ErrorMessage,
    };
}
