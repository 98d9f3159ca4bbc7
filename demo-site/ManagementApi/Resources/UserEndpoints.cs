using System.Globalization;
using DemoSite.ManagementApi.Access;
using DemoSite.ManagementApi.Answers;
using DemoSite.SignIn.Policies;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Umbraco.Cms.Core;
using Umbraco.Cms.Core.Cache;
using Umbraco.Cms.Core.Configuration.Models;
using Umbraco.Cms.Core.Models;
using Umbraco.Cms.Core.Models.Membership;
using Umbraco.Cms.Core.Security;
using Umbraco.Cms.Core.Services;
using Umbraco.Extensions;

namespace DemoSite.ManagementApi.Resources;

/// <summary><c>user/current</c> and <c>item/user</c>: who is signed in, what they may see, and the names behind keys.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder api)
    {
        RouteGroupBuilder current = api.MapGroup("/user/current").RequireAuthorization(BackOfficePolicies.BackOfficeAccess);
        current.MapGet("/", Current);
        current.MapPut("/profile", SaveProfileAsync);
        current.MapGet("/configuration", Configuration);
        current.MapGet("/2fa", Array.Empty<object>);
        current.MapGet("/login-providers", Array.Empty<object>);
        current.MapGet("/permissions/media", ([FromQuery(Name = "id")] Guid[] ids) =>
            new { permissions = ids.Select(id => new { nodeKey = id, permissions = Array.Empty<string>() }) });

        api.MapGet("/item/user", ByKeysAsync).RequireAuthorization(BackOfficePolicies.BackOfficeAccess);
    }

    private static Dictionary<string, object?> Current(MediaAccess access, IEntityService entities, AppCaches caches)
    {
        IUser user = access.User;
        int[] mediaStart = user.CalculateMediaStartNodeIds(entities, caches) ?? [];
        int[] contentStart = user.CalculateContentStartNodeIds(entities, caches) ?? [];
        var answer = new Dictionary<string, object?>
        {
            ["id"] = user.Key,
            ["languageIsoCode"] = user.Language,
            ["documentStartNodeIds"] = Array.Empty<ById>(),
            ["hasDocumentRootAccess"] = contentStart.Contains(Constants.System.Root),
            ["mediaStartNodeIds"] = mediaStart.Where(id => id > 0).Select(id => new ById(entities.GetKey(id, UmbracoObjectTypes.Media).Result)),
            ["hasMediaRootAccess"] = mediaStart.Contains(Constants.System.Root),
            ["avatarUrls"] = Array.Empty<string>(),
            ["languages"] = Array.Empty<string>(),
            ["hasAccessToAllLanguages"] = user.Groups.Any(group => group.HasAccessToAllLanguages),
            ["hasAccessToSensitiveData"] = user.HasAccessToSensitiveData(),
            ["fallbackPermissions"] = user.Groups.SelectMany(group => group.Permissions).Distinct(),
            ["permissions"] = Array.Empty<object>(),
            ["allowedSections"] = user.AllowedSections.Select(SectionAliases.ForClient),
            ["isAdmin"] = user.IsAdmin(),
            ["email"] = user.Email,
            ["userName"] = user.Username,
            ["name"] = user.Name,
            ["userGroupIds"] = user.Groups.Select(group => new ById(group.Key)),
        };
#if UMBRACO_18
        answer["elementStartNodeIds"] = Array.Empty<ById>();
        answer["hasElementRootAccess"] = user.IsAdmin();
#endif
        return answer;
    }

    private static async Task<IResult> SaveProfileAsync(ProfileBody body, MediaAccess access, IBackOfficeUserStore store)
    {
        if (!CultureInfo.GetCultures(CultureTypes.AllCultures).Any(culture => culture.Name.Equals(body.LanguageIsoCode, StringComparison.OrdinalIgnoreCase)))
        {
            return Problem.BadRequest("InvalidIsoCode", "The language is not known.");
        }

        IUser user = access.User;
        user.Language = body.LanguageIsoCode;
        await store.SaveAsync(user);
        return Results.Ok();
    }

    private static object Configuration(IOptionsMonitor<SecuritySettings> security, IOptionsMonitor<UserPasswordConfigurationSettings> passwords) => new
    {
        keepUserLoggedIn = security.CurrentValue.KeepUserLoggedIn,
        passwordConfiguration = SecurityEndpoints.PasswordRules(passwords.CurrentValue),
        // The demo's users are fixed: their menu offers no change of password and no second factor.
        allowChangePassword = false,
        allowTwoFactor = false,
    };

    private static async Task<IEnumerable<object>> ByKeysAsync([FromQuery(Name = "id")] Guid[] ids, IUserService users) => ids.Length == 0
        ? []
        : (await users.GetAsync(ids)).Select(user => new
        {
            avatarUrls = Array.Empty<string>(),
            kind = user.Kind,
            name = user.Name,
            id = user.Key,
            flags = Array.Empty<object>(),
        });

    /// <summary>What people may change about themselves.</summary>
    /// <param name="LanguageIsoCode">The language of the backoffice.</param>
    private sealed record ProfileBody(string LanguageIsoCode);
}
