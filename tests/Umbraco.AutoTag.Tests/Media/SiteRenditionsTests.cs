using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;
using Umbraco.AutoTag.Core.Media;
using Umbraco.AutoTag.Media;
using Umbraco.Cms.Core.Hosting;
using Umbraco.Cms.Core.Media;
using Umbraco.Cms.Core.Models;

namespace Umbraco.AutoTag.Tests.Media;

public sealed class SiteRenditionsTests
{
    [Test]
    public async Task The_site_is_asked_as_a_page_would_ask_and_its_bytes_come_back()
    {
        HttpRequest? asked = null;
        Rendition rendition = await RenderAsync(async context =>
        {
            await Task.Yield();
            asked = context.Request;
            Assert.That(context.Request.QueryString.Value, Does.Contain("autoorient=true"));
            Assert.That(context.Request.IsHttps, "a site that redirects to https must not redirect this");
            context.Response.ContentType = "image/jpeg";
            await context.Response.Body.WriteAsync(new byte[] { 1, 2, 3 });
        });

        Assert.Multiple(() =>
        {
            Assert.That(asked, Is.Not.Null);
            Assert.That(rendition.Bytes?.ToArray(), Is.EqualTo(new byte[] { 1, 2, 3 }));
            Assert.That(rendition.Refusal, Is.Null);
        });
    }

    [Test]
    public async Task A_page_instead_of_a_picture_is_no_rendition() => Assert.That(
        (await RenderAsync(context =>
        {
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync("<html>not found</html>");
        })).Refusal,
        Is.Not.Null);

    [Test]
    public async Task A_pipeline_that_throws_at_an_odd_file_says_no() =>
        Assert.That((await RenderAsync(_ => throw new InvalidOperationException("odd"))).Refusal, Is.Not.Null);

    [Test]
    public async Task A_rendition_larger_than_the_provider_takes_is_not_buffered_to_its_end() => Assert.That(
        (await RenderAsync(async context =>
        {
            context.Response.ContentType = "image/jpeg";
            await context.Response.Body.WriteAsync(new byte[2_000]);
        })).Refusal,
        Does.Contain("larger"));

    [Test]
    public async Task A_kind_of_file_the_pipeline_does_not_read_is_not_asked_for() => Assert.That(
        (await RenderAsync(_ => throw new AssertionException("It was asked."), path: "/media/a/drawing.svg")).Refusal,
        Does.Contain("does not read"));

    [TestCase(true, TestName = "A_disk_that_fails_is_a_reason_of_the_moment_and_not_of_the_image")]
    [TestCase(false, TestName = "A_gateway_that_is_away_is_a_reason_of_the_moment_and_not_of_the_image")]
    public async Task A_pipeline_that_is_away(bool throws)
    {
        Rendition rendition = await RenderAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
            return throws ? throw new IOException("There is not enough space on the disk.") : Task.CompletedTask;
        });

        Assert.That(rendition.IsPassing);
    }

    [Test]
    public async Task A_site_that_wants_to_be_known_by_one_host_is_asked_by_that_host()
    {
        Rendition rendition = await RenderAsync(context =>
        {
            if (context.Request.Host.Host != "www.example.com")
            {
                context.Response.Redirect($"https://www.example.com{context.Request.Path.ToUriComponent()}{context.Request.QueryString}", permanent: true);
                return Task.CompletedTask;
            }

            return Picture(context);
        });

        Assert.That(rendition.Bytes?.Length, Is.EqualTo(3));
    }

    [Test]
    public async Task A_site_that_redirects_for_ever_gives_no_rendition() => Assert.That(
        (await RenderAsync(context =>
        {
            context.Response.Redirect("/media/a/dog.jpg");
            return Task.CompletedTask;
        })).Refusal,
        Is.Not.Null);

    [Test]
    public async Task A_site_behind_a_delivery_network_is_asked_by_its_own_host_and_the_path_behind_it()
    {
        HttpRequest? asked = null;
        await RenderAsync(
            context =>
            {
                asked = context.Request;
                return Picture(context);
            },
            before: "https://cdn.example.com");

        Assert.That((asked!.Host.Value, asked.Path.Value), Is.EqualTo(("cms.example.com", "/media/a/dog on sofa.jpg")));
    }

    private static async Task Picture(HttpContext context)
    {
        context.Response.ContentType = "image/jpeg";
        await context.Response.Body.WriteAsync(new byte[] { 1, 2, 3 });
    }

    private static async Task<Rendition> RenderAsync(RequestDelegate answer, string path = "/media/a/dog on sofa.jpg", string before = "")
    {
        var urls = Substitute.For<IImageUrlGenerator>();
        urls.SupportedImageFileTypes.Returns(["jpg"]);
        urls.GetImageUrl(Arg.Any<ImageUrlGenerationOptions>()).Returns(call => before + call.Arg<ImageUrlGenerationOptions>().ImageUrl + "?width=64" + call.Arg<ImageUrlGenerationOptions>().FurtherOptions);

        await using ServiceProvider services = new ServiceCollection().AddHttpContextAccessor().AddLogging().AddOptions().BuildServiceProvider();
        var pipeline = new SitePipeline();
        var app = new ApplicationBuilder(services);
        pipeline.Configure(next => next.Run(answer))(app);
        app.Build();

        var site = Substitute.For<IHostingEnvironment>();
        site.ApplicationMainUrl.Returns(new Uri("https://cms.example.com/"));
        var renditions = new SiteRenditions(urls, pipeline, new DefaultHttpContextFactory(services), site, NullLogger<SiteRenditions>.Instance);
        return await renditions.RenderAsync(path, 64, ImageFormat.Jpeg, maxBytes: 1_000, CancellationToken.None);
    }
}
