namespace DemoSite.Backoffice;

/// <summary>Puts the backoffice client on the site.</summary>
public static class BackofficeExtensions
{
    // What answers for itself below /umbraco: an unknown path there is a 404, not a page.
    private static readonly string[] NotPages = ["management", "autotag", "serverEventHub", "backoffice", "openapi", "swagger"];

    // The client asks for Umbraco's logo by a path of its own, and the npm package does not hold the file.
    private const string Logo =
        """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 150 32" fill="currentColor"><text y="23" font-family="Lato,Arial,sans-serif" font-size="20">AutoTag demo</text></svg>""";

    /// <summary>Adds the bundled client.</summary>
    public static WebApplicationBuilder AddBackofficeClient(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(_ => BackofficeBundle.Find(builder.Environment.ContentRootPath));
        builder.Services.AddSingleton<BackofficeFiles>();
        builder.Services.AddSingleton<BackofficePage>();
        return builder;
    }

    /// <summary>Serves the client's files, and its page on every path below <c>/umbraco</c> that nothing else answers.</summary>
    public static WebApplication MapBackofficeClient(this WebApplication app)
    {
        app.MapGet(BackofficePage.Files + "/assets/umbraco-logo.svg", () => Results.Content(Logo, "image/svg+xml"));
        // Browsers ask for it wherever a page names no icon, such as a picture in a tab of its own.
        app.MapGet("/favicon.ico", () => Results.NoContent());
        string[] reading = [HttpMethods.Get, HttpMethods.Head];
        app.MapMethods(BackofficePage.Files + "/{**path}", reading,
            (HttpContext context, string path, BackofficeFiles files) => files.ServeAsync(context, path));
        app.MapFallback(BackofficePage.Root + "/{**path}", (HttpContext context, string? path, BackofficePage page) =>
            IsPage(context.Request, path) ? page.ServeAsync(context) : NotFound(context));
        app.MapGet("/", () => Results.Redirect(BackofficePage.Root));
        return app;
    }

    private static bool IsPage(HttpRequest request, string? path) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !NotPages.Contains(path?.Split('/')[0], StringComparer.OrdinalIgnoreCase);

    private static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
