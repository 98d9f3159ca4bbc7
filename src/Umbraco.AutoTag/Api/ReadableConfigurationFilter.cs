using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Options;
using Umbraco.AutoTag.Configuration;

namespace Umbraco.AutoTag.Api;

/// <summary>Answers 409 with the key where the configuration holds a word for a number: nothing of it can be used until that is mended.</summary>
internal sealed class ReadableConfigurationFilter(IOptionsMonitor<AutoTagOptions> options) : IActionFilter
{
    public void OnActionExecuting(ActionExecutingContext context)
    {
        try
        {
            _ = options.CurrentValue;
        }
        catch (InvalidOperationException e)
        {
            string sentence = UnreadableEntries.Sentence(e, AutoTagOptions.Section);
            context.Result = Problems.Answer(Problems.Of(StatusCodes.Status409Conflict, "ConfigurationUnreadable", "The configuration cannot be read", sentence));
        }
    }

    public void OnActionExecuted(ActionExecutedContext context)
    {
    }
}
