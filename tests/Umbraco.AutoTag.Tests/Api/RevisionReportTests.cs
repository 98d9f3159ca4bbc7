using NSubstitute;
using Umbraco.AutoTag.Api;
using Umbraco.AutoTag.Api.Revisions;
using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Profiles;
using Umbraco.Cms.Core.Cache;
using Umbraco.Cms.Core.Security.Authorization;
using Umbraco.Cms.Core.Services;

namespace Umbraco.AutoTag.Tests.Api;

/// <summary>Under which revisions the library is said to stand.</summary>
public sealed class RevisionReportTests
{
    [Test]
    public async Task A_revision_with_images_is_listed_however_many_were_saved_since_and_never_used()
    {
        IProfiles profiles = Substitute.For<IProfiles>();
        profiles.Default.Returns(new Profile { Alias = "default", Language = "en", Steps = [] });
        IRevisionStore revisions = Substitute.For<IRevisionStore>();
        revisions.StandingAsync(default).ReturnsForAnyArgs(
        [
            .. Enumerable.Range(0, 60).Select(number => Standing($"saved {number}", images: 0)), Standing("newer", images: 1), Standing("older", images: 900),
        ]);
        var access = new EditorAccess(
            Substitute.For<IAuthorizationHelper>(), Substitute.For<IMediaPermissionService>(), Substitute.For<IUserService>(), Substitute.For<IEntityService>(), AppCaches.Disabled);

        RevisionList list = await new RevisionReport(revisions, profiles, Substitute.For<IConnections>(), access, TimeProvider.System).AllAsync(default);

        Assert.That(list.Items.Skip(1).Take(3).Select(item => item.Id), Is.EqualTo(new[] { "newer", "older", "saved 0" }));
        Assert.That((list.Items.Count, list.More), Is.EqualTo((1 + 2 + 50, 10)));
    }

    private static StandingRevision Standing(string id, long images) => new(new Revision(id, "default", "{}", DateTimeOffset.UnixEpoch), images);
}
