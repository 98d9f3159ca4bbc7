using DemoSite.ManagementApi.Answers;
using DemoSite.SignIn.Policies;
using Microsoft.AspNetCore.Mvc;
using Umbraco.Cms.Core;
using Umbraco.Cms.Core.Models;
using Umbraco.Cms.Core.Models.ContentTypeEditing;
using Umbraco.Cms.Core.Services;
using Umbraco.Cms.Core.Services.ContentTypeEditing;
using Umbraco.Cms.Core.Services.OperationStatus;
using Umbraco.Extensions;

namespace DemoSite.ManagementApi.Resources;

/// <summary><c>media-type</c> and <c>item/media-type</c>: what kinds of media there are, and which fit where.</summary>
internal static class MediaTypeEndpoints
{
    public static void MapMediaTypes(this IEndpointRouteBuilder api)
    {
        RouteGroupBuilder types = api.MapGroup("/media-type").RequireAuthorization(BackOfficePolicies.TreeAccessMediaOrMediaTypes);
        types.MapGet("/{id:guid}", GetAsync);
        types.MapGet("/allowed-at-root", AllowedAtRootAsync);
        types.MapGet("/{id:guid}/allowed-children", AllowedChildrenAsync);
        types.MapGet("/{id:guid}/allowed-parents", AllowedParentsAsync);

        RouteGroupBuilder items = api.MapGroup("/item/media-type").RequireAuthorization(BackOfficePolicies.BackOfficeAccess);
        items.MapGet("/", ([FromQuery(Name = "id")] Guid[] ids, IMediaTypeService service) =>
            ids.Length == 0 ? [] : service.GetMany(ids).Select(Item).ToArray());
        items.MapGet("/search", Search);
        items.MapGet("/folders", async (IMediaTypeEditingService service, int skip = 0, int take = 100) =>
            Items(await service.GetFolderMediaTypes(skip, take)));
        items.MapGet("/allowed", AllowedForExtensionAsync);
    }

    private static async Task<IResult> GetAsync(Guid id, IMediaTypeService types) =>
        await types.GetAsync(id) is { } type ? Results.Json(Whole(type)) : Problem.NotFound("The requested media type could not be found");

    private static async Task<Page<object>> AllowedAtRootAsync(IMediaTypeService types, int skip = 0, int take = 100) =>
        Allowed(await types.GetAllAllowedAsRootAsync(skip, take));

    private static async Task<IResult> AllowedChildrenAsync(Guid id, IMediaTypeService types, Guid? parentContentKey = null, int skip = 0, int take = 100)
    {
        Attempt<PagedModel<IMediaType>?, ContentTypeOperationStatus> found = await types.GetAllowedChildrenAsync(id, parentContentKey, skip, take);
        return found is { Success: true, Result: { } children }
            ? Results.Json(Allowed(children))
            : Problem.NotFound("The requested media type could not be found");
    }

    private static async Task<IResult> AllowedParentsAsync(Guid id, IMediaTypeService types)
    {
        Attempt<IEnumerable<Guid>, ContentTypeOperationStatus> found = await types.GetAllowedParentKeysAsync(id);
        return found.Success
            ? Results.Json(new { allowedParentIds = found.Result.Select(key => new ById(key)) })
            : Problem.NotFound("The requested media type could not be found");
    }

    private static Page<object> Search(IMediaTypeService types, string? query = null, int skip = 0, int take = 100) => Page<object>.Of(
        [.. types.GetAll().Where(type => (type.Name ?? "").InvariantContains(query ?? "")).OrderBy(type => type.Name).Select(Item)], skip, take);

    private static async Task<Page<object>> AllowedForExtensionAsync(IMediaTypeEditingService types, string fileExtension, int skip = 0, int take = 100)
    {
        PagedModel<MediaTypeFileExtensionMatchResult> found = await types.GetMediaTypesForFileExtensionWithMatchInfoAsync(fileExtension, skip, take);
        return new Page<object>(found.Total, [.. found.Items.Select(match => new
        {
            matchedFileExtension = match.IsSpecificMatch,
            icon = match.MediaType.Icon,
            name = match.MediaType.Name,
            id = match.MediaType.Key,
            flags = Array.Empty<object>(),
        })]);
    }

    private static Page<object> Items(PagedModel<IMediaType> found) => new(found.Total, [.. found.Items.Select(Item)]);

    private static object Item(IMediaType type) => new { icon = type.Icon, name = type.Name, id = type.Key, flags = Array.Empty<object>() };

    private static Page<object> Allowed(PagedModel<IMediaType> found) => new(
        found.Total, [.. found.Items.Select(type => new { id = type.Key, name = type.Name, description = type.Description, icon = type.Icon })]);

    private static Dictionary<string, object?> Whole(IMediaType type)
    {
        var whole = new Dictionary<string, object?>
        {
            ["allowedMediaTypes"] = (type.AllowedContentTypes ?? []).Select(allowed => new { mediaType = new ById(allowed.Key), sortOrder = allowed.SortOrder }),
            ["compositions"] = type.ContentTypeComposition.Select(part => new
            {
                mediaType = new ById(part.Key),
                compositionType = part.Id == type.ParentId ? "Inheritance" : "Composition",
            }),
            ["isDeletable"] = !type.IsSystemMediaType(),
            ["aliasCanBeChanged"] = !type.IsSystemMediaType(),
            ["id"] = type.Key,
            ["alias"] = type.Alias,
            ["name"] = type.Name,
            ["description"] = type.Description,
            ["icon"] = type.Icon,
            ["allowedAsRoot"] = type.AllowedAsRoot,
            ["variesByCulture"] = type.VariesByCulture(),
            ["variesBySegment"] = type.VariesBySegment(),
            ["collection"] = type.ListView is { } list ? new ById(list) : null,
            ["isElement"] = type.IsElement,
            ["properties"] = type.PropertyTypes.Select(property => Property(property, GroupOf(type, property))),
            ["containers"] = type.PropertyGroups.Select(group => Container(group, type)),
        };
#if UMBRACO_18
        whole["allowedInLibrary"] = type.AllowedInLibrary;
#endif
        return whole;
    }

    private static PropertyGroup? GroupOf(IMediaType type, IPropertyType property) =>
        type.PropertyGroups.FirstOrDefault(group => group.PropertyTypes?.Any(member => member.Alias == property.Alias) == true);

    private static object Property(IPropertyType property, PropertyGroup? group) => new
    {
        id = property.Key,
        container = group is null ? null : new ById(group.Key),
        sortOrder = property.SortOrder,
        alias = property.Alias,
        name = property.Name,
        description = property.Description,
        dataType = new ById(property.DataTypeKey),
        variesByCulture = property.VariesByCulture(),
        variesBySegment = property.VariesBySegment(),
        validation = new
        {
            mandatory = property.Mandatory,
            mandatoryMessage = property.MandatoryMessage,
            regEx = property.ValidationRegExp,
            regExMessage = property.ValidationRegExpMessage,
        },
        appearance = new { labelOnTop = property.LabelOnTop },
    };

    // A group inside a tab has an alias that begins with the tab's.
    private static object Container(PropertyGroup group, IMediaType type) => new
    {
        id = group.Key,
        parent = group.Alias.LastIndexOf('/') is var slash && slash > 0
            && type.PropertyGroups.FirstOrDefault(other => other.Alias == group.Alias[..slash]) is { } tab ? new ById(tab.Key) : null,
        name = group.Name,
        type = group.Type.ToString(),
        sortOrder = group.SortOrder,
    };
}
