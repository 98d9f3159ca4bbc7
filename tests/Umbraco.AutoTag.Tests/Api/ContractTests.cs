using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Umbraco.AutoTag.Api;
using Umbraco.AutoTag.TestKit;

namespace Umbraco.AutoTag.Tests.Api;

/// <summary>The HTTP API as the backoffice extension's client is generated from it.</summary>
public sealed class ContractTests
{
    [Test]
    public async Task The_checked_in_contract_is_what_the_controllers_say()
    {
        await using WebApplication app = await StartAsync();

        string contract = await app.GetTestClient().GetStringAsync("/openapi/v1.json");

        CheckedIn.MustBe("docs/openapi.json", contract.ReplaceLineEndings("\n") + "\n");
    }

    private static async Task<WebApplication> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseTestServer();
        builder.Services.AddRouting();
        builder.Services.AddMvcCore().AddApiExplorer().ConfigureApplicationPartManager(parts => parts.FeatureProviders.Add(new AutoTagControllers()));
        // Numbers are numbers: the client must not be told that they may come as text.
        builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict);
        builder.Services.AddOpenApi(options =>
        {
            options.ShouldInclude = _ => true;
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info.Title = "Umbraco.AutoTag";
                document.Info.Version = "v1";
                document.Servers?.Clear();
                return Task.CompletedTask;
            });
        });
        WebApplication app = builder.Build();
        app.UseRouting();
        app.MapOpenApi();
        await app.StartAsync();
        return app;
    }
}
