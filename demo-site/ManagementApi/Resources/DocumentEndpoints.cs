using DemoSite.ManagementApi.Answers;

namespace DemoSite.ManagementApi.Resources;

/// <summary><c>tree/document/root</c>: this site has no documents, and the Content section, where everybody lands, is told so.</summary>
internal static class DocumentEndpoints
{
    public static void MapDocuments(this IEndpointRouteBuilder api) =>
        api.MapGet("/tree/document/root", () => new Page<object>(0, [])).RequireAuthorization("TreeAccessDocuments");
}
