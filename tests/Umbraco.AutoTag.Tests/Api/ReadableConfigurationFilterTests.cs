using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Umbraco.AutoTag.Api;
using Umbraco.AutoTag.Api.Profiles;
using Umbraco.AutoTag.Configuration;

namespace Umbraco.AutoTag.Tests.Api;

public sealed class ReadableConfigurationFilterTests
{
    [Test]
    public void A_word_for_a_number_is_told_with_its_key_and_without_its_value()
    {
        ActionExecutingContext context = Asked(("AutoTag:Profile:MaxKeywords", "secret"));

        var answer = (ObjectResult)context.Result!;
        Assert.That((answer.StatusCode, ((ProblemDetails)answer.Value!).Detail), Is.EqualTo((
            StatusCodes.Status409Conflict, "AutoTag:Profile:MaxKeywords holds a value of another kind than it takes. Correct it, or take it out.")));
    }

    [Test]
    public void A_configuration_that_can_be_read_is_no_hindrance() => Assert.That(Asked(("AutoTag:Profile:MaxKeywords", "7")).Result, Is.Null);

    [Test]
    public void Whoever_asks_for_the_profile_passes_it() => Assert.That(
        typeof(ProfileController).GetCustomAttributes(typeof(ServiceFilterAttribute<ReadableConfigurationFilter>), inherit: true), Is.Not.Empty);

    private static ActionExecutingContext Asked((string Key, string Value) setting)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(setting.Key, (string?)setting.Value)]).Build();
        using ServiceProvider services = new ServiceCollection().Configure<AutoTagOptions>(configuration.GetSection(AutoTagOptions.Section)).BuildServiceProvider();
        var context = new ActionExecutingContext(new ActionContext(new DefaultHttpContext(), new RouteData(), new ActionDescriptor()), [], new Dictionary<string, object?>(), controller: new object());
        new ReadableConfigurationFilter(services.GetRequiredService<IOptionsMonitor<AutoTagOptions>>()).OnActionExecuting(context);
        return context;
    }
}
