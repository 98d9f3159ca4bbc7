using System.Diagnostics.CodeAnalysis;
using System.Security.Claims;
using Umbraco.AutoTag.Core.Queue;
using Umbraco.Cms.Core;
using Umbraco.Cms.Core.Cache;
using Umbraco.Cms.Core.Models;
using Umbraco.Cms.Core.Models.Membership;
using Umbraco.Cms.Core.Security.Authorization;
using Umbraco.Cms.Core.Services;
using Umbraco.Cms.Core.Services.AuthorizationStatus;

namespace Umbraco.AutoTag.Api;

/// <summary>What the signed-in editor may see: by Umbraco's own rules, asked anew for each request.</summary>
internal sealed class EditorAccess(
    IAuthorizationHelper authorization, IMediaPermissionService permissions, IUserService users, IEntityService entities, AppCaches caches)
{
    /// <summary>The signed-in editor; false for anybody else.</summary>
    public bool TryGetEditor(ClaimsPrincipal principal, [NotNullWhen(true)] out IUser? editor) =>
        authorization.TryGetUmbracoUser(principal, out editor);

    /// <summary>True where the editor may see exactly this item. Umbraco reports an unknown key as "not denied", so only a success counts.</summary>
    public async Task<bool> MaySeeAsync(IUser editor, Guid mediaKey) =>
        await permissions.AuthorizeAccessAsync(editor, [mediaKey]) == MediaAuthorizationStatus.Success;

    /// <summary>Of these items, the ones the editor may see.</summary>
    public async Task<IReadOnlySet<Guid>> VisibleAsync(IUser editor, IReadOnlyCollection<Guid> mediaKeys) => mediaKeys.Count == 0
        ? new HashSet<Guid>()
        : (await permissions.FilterAuthorizedAccessAsync(editor, mediaKeys)).ToHashSet();

    /// <summary>The part of the library the editor sees, for lists, counts and sums.</summary>
    public PathScope ScopeOf(IUser editor) => editor.CalculateMediaStartNodeIds(entities, caches)?.Contains(Constants.System.Root) == true
        ? PathScope.Everything
        : new PathScope(editor.GetMediaStartNodePaths(entities, caches) ?? []);

    /// <summary>True for those who look after the site: they may read what a database or a configuration says about itself.</summary>
    public bool MayConfigure(IUser editor) => editor.AllowedSections.Contains(Constants.Applications.Settings);

    /// <summary>Names of the people who decided; who was deleted since is left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, Person>> PeopleAsync(IEnumerable<Guid> keys)
    {
        var people = new Dictionary<Guid, Person>();
        foreach (Guid key in keys.Distinct())
        {
            if (await users.GetAsync(key) is { } user)
            {
                people[key] = new Person(key, user.Name ?? user.Username);
            }
        }

        return people;
    }
}
