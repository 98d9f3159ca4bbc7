using Microsoft.AspNetCore.Mvc;

namespace Umbraco.AutoTag.Api;

/// <summary>Errors in the form that Umbraco's own client understands.</summary>
internal static class Problems
{
    public static ProblemDetails Of(int status, string operationStatus, string title, string detail) => new()
    {
        Type = "Error",
        Title = title,
        Detail = detail,
        Status = status,
        Extensions = { ["operationStatus"] = operationStatus },
    };

    /// <summary>The answer with a problem, of the content type that the contract names wherever it comes from.</summary>
    public static ObjectResult Answer(ProblemDetails problem) => new(problem) { StatusCode = problem.Status, ContentTypes = { "application/json" } };
}
