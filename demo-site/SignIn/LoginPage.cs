using System.Net.Mime;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Net.Http.Headers;

namespace DemoSite.SignIn;

/// <summary>The login page: one form, no script, readable by anything that reads HTML.</summary>
internal static class LoginPage
{
    public const string Path = "/umbraco/login";

    public static IResult Show(HttpContext context, IAntiforgery antiforgery, string? returnUrl) =>
        Render(context, antiforgery, returnUrl, userName: null, error: null);

    /// <summary>The page as it looks after a wrong name or password.</summary>
    public static IResult ShowAgain(HttpContext context, IAntiforgery antiforgery, string? returnUrl, string? userName) =>
        Render(context, antiforgery, returnUrl, userName, "That email and password do not match a user who may sign in.");

    private static IResult Render(HttpContext context, IAntiforgery antiforgery, string? returnUrl, string? userName, string? error)
    {
        // Antiforgery forbids by itself to keep the page, and warns where somebody has done so already.
        context.Response.Headers.Remove(HeaderNames.CacheControl);
        AntiforgeryTokenSet tokens = antiforgery.GetAndStoreTokens(context);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentSecurityPolicy = "frame-ancestors 'none'";
        string alert = error is null ? "" : $"""<p id="error" role="alert">{Encoded(error)}</p>""";
        string invalid = error is null ? "" : " aria-invalid=\"true\" aria-describedby=\"error\"";
        string html = $"""
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>Sign in – Umbraco</title>
              <link rel="icon" href="data:,">
              <style>{Style}</style>
            </head>
            <body>
              <main>
                <h1>Welcome</h1>
                <p>Sign in to the backoffice of the AutoTag demo site.</p>
                {alert}
                <form method="post" action="{LoginEndpoint.Path}">
                  <input type="hidden" name="{Encoded(tokens.FormFieldName)}" value="{Encoded(tokens.RequestToken)}">
                  <input type="hidden" name="returnUrl" value="{Encoded(returnUrl)}">
                  <label for="username">Email</label>
                  <input id="username" name="username" type="email" autocomplete="username" required autofocus value="{Encoded(userName)}"{invalid}>
                  <label for="password">Password</label>
                  <input id="password" name="password" type="password" autocomplete="current-password" required{invalid}>
                  <button type="submit">Sign in</button>
                </form>
              </main>
            </body>
            </html>
            """;
        return Results.Content(html, MediaTypeNames.Text.Html, Encoding.UTF8, error is null ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized);
    }

    private static string Encoded(string? text) => HtmlEncoder.Default.Encode(text ?? "");

    private const string Style = """
        *{box-sizing:border-box}
        body{margin:0;min-height:100vh;display:grid;place-items:center;background:#283a97;color:#1b264f;font:1rem/1.5 Lato,"Helvetica Neue",Arial,sans-serif}
        main{width:min(26rem,calc(100vw - 2rem));padding:2.5rem;background:#fff;border-radius:.75rem;box-shadow:0 1rem 3rem rgb(0 0 0/.3)}
        h1{margin:0;font-size:1.75rem}
        p{margin:.25rem 0 1.5rem}
        [role=alert]{padding:.75rem 1rem;border-left:4px solid #b3213b;background:#fdf0f2;color:#7a1527}
        label{display:block;margin:1rem 0 .25rem;font-weight:700}
        input:not([type=hidden]){width:100%;padding:.65rem .75rem;border:1px solid #68676b;border-radius:.25rem;font:inherit}
        button{width:100%;margin-top:1.5rem;padding:.75rem;border:0;border-radius:.25rem;background:#1b264f;color:#fff;font:inherit;font-weight:700;cursor:pointer}
        button:hover{background:#283a97}
        :is(input,button):focus-visible{outline:3px solid #3879ff;outline-offset:2px}
        """;
}
