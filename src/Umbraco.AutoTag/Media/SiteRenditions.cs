using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Umbraco.AutoTag.Core.Media;
using Umbraco.Cms.Core.Hosting;
using Umbraco.Cms.Core.Media;
using Umbraco.Cms.Core.Models;

namespace Umbraco.AutoTag.Media;

/// <summary>
/// Asks the site's own image pipeline for a rendition, as a page of the site would, but inside the process: no network, no rights, no
/// imaging library of our own, and whatever the site uses and signs with is honoured.
/// </summary>
internal sealed class SiteRenditions(
    IImageUrlGenerator urls,
    SitePipeline pipeline,
    IHttpContextFactory contexts,
    IHostingEnvironment site,
    ILogger<SiteRenditions> log)
{
    private const int Quality = 85;

    // To https, and to the one host a site wants to be known by.
    private const int MaxRedirects = 2;

    /// <summary>The rendition, or for people the reason why there is none.</summary>
    public async Task<Rendition> RenderAsync(string path, int longSide, ImageFormat format, int maxBytes, CancellationToken cancellationToken)
    {
        if (!urls.SupportedImageFileTypes.Contains(Path.GetExtension(path).TrimStart('.').ToLowerInvariant()))
        {
            return new Rendition(null, "the site's image pipeline does not read this kind of file");
        }

        if (pipeline.Next is not { } next || UrlOf(path, longSide, format) is not { } url)
        {
            return new Rendition(null, "the site has no image pipeline");
        }

        // Null until the site's first request, whatever its declaration says.
        var address = SiteAddress.From(url, site.ApplicationMainUrl is { } own ? own.Authority : "localhost");
        return await WithoutAmbientContext(() => AskAsync(next, address, maxBytes, MaxRedirects, cancellationToken));
    }

    // A request inside a request would lose the outer one's ambient context; this one starts from none. Not awaited in here: the flow must be
    // restored on the thread that suppressed it.
    private static Task<Rendition> WithoutAmbientContext(Func<Task<Rendition>> ask)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(ask);
        }
    }

    private string? UrlOf(string path, int longSide, ImageFormat format) => urls.GetImageUrl(new ImageUrlGenerationOptions(path)
    {
        Width = longSide,
        Height = longSide,
        ImageCropMode = ImageCropMode.Max,
        Format = format == ImageFormat.Png ? "png" : "jpg",
        Quality = Quality,
        // Upright, and white where the original is transparent: a black logo on black says nothing.
        FurtherOptions = "&autoorient=true&bgcolor=ffffff",
    });

    private async Task<Rendition> AskAsync(RequestDelegate next, SiteAddress address, int maxBytes, int redirects, CancellationToken cancellationToken)
    {
        using var body = new BoundedBuffer(maxBytes);
        HttpContext context = contexts.Create(RequestFor(address, body, cancellationToken));
        try
        {
            await next(context);
            await context.Response.CompleteAsync();
            return context.Response.Headers.Location.ToString() is { Length: > 0 } location && redirects > 0
                ? await AskAsync(next, address.RedirectedTo(location), maxBytes, redirects - 1, cancellationToken)
                : RenditionFrom(context.Response, body);
        }
        catch (BufferFullException)
        {
            return new Rendition(null, "the rendition is larger than the provider takes");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or HttpRequestException or TimeoutException or OutOfMemoryException)
        {
            log.LogWarning(e, "The site's image pipeline failed at {Path}. It is tried again.", address.Path);
            return Away();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The pipeline belongs to the site: whatever else it throws at an odd file is the answer "no".
            log.LogInformation(e, "The site's image pipeline cannot read {Path}.", address.Path);
            return new Rendition(null, "the site's image pipeline cannot read it");
        }
        finally
        {
            contexts.Dispose(context);
        }
    }

    private static Rendition RenditionFrom(HttpResponse response, BoundedBuffer body) => response switch
    {
        { StatusCode: (int)HttpStatusCode.OK, ContentType: { } type } when type.StartsWith("image/", StringComparison.OrdinalIgnoreCase) =>
            new Rendition(body.ToArray(), null),
        { StatusCode: (int)HttpStatusCode.TooManyRequests or (int)HttpStatusCode.BadGateway or (int)HttpStatusCode.ServiceUnavailable or (int)HttpStatusCode.GatewayTimeout } =>
            Away(),
        _ => new Rendition(null, "the site's image pipeline cannot read it"),
    };

    private static Rendition Away() => new(null, "the site's image pipeline does not answer", IsPassing: true);

    private static FeatureCollection RequestFor(SiteAddress address, Stream body, CancellationToken cancellationToken)
    {
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature
        {
            Method = HttpMethods.Get,
            // Sites redirect http to https; this request must reach the pipeline behind that.
            Scheme = Uri.UriSchemeHttps,
            Protocol = HttpProtocol.Http11,
            Path = address.Path,
            QueryString = address.Query,
            Headers = new HeaderDictionary { ["Host"] = address.Host },
        });
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(body));
        features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature { RequestAborted = cancellationToken });
        return features;
    }
}
