using NSubstitute;
using NSubstitute.ExceptionExtensions;
using Umbraco.AutoTag.Configuration;
using Umbraco.AutoTag.Start;
using Umbraco.AutoTag.Tests.Configuration;
using Umbraco.AutoTag.Workers;
using Umbraco.Cms.Core;
using Umbraco.Cms.Core.Runtime;
using Umbraco.Cms.Core.Services;
using Umbraco.Cms.Core.Sync;

namespace Umbraco.AutoTag.Tests.Workers;

/// <summary>Which servers work: by the runtime's level, the main domain, the server's role and <c>AutoTag:Workers:Mode</c>.</summary>
public sealed class TurnTests
{
    private readonly IRuntimeState _runtime = Substitute.For<IRuntimeState>();
    private IMainDom _mainDom = null!;
    private IServerRoleAccessor _roles = null!;
    private ComposedSite _site = null!;

    [OneTimeSetUp]
    public async Task OpenAsync() => _site = await ComposedSite.OpenAsync();

    [OneTimeTearDown]
    public async Task CloseAsync() => await _site.DisposeAsync();

    [SetUp]
    public void NobodyHasSaidAnything()
    {
        _mainDom = Substitute.For<IMainDom>();
        _roles = Substitute.For<IServerRoleAccessor>();
    }

    [TestCase(true, ServerRole.Unknown, true)]
    [TestCase(true, ServerRole.Single, true)]
    [TestCase(true, ServerRole.SchedulingPublisher, true)]
    [TestCase(true, ServerRole.Subscriber, false)]
    [TestCase(false, ServerRole.Unknown, false)]
    [TestCase(false, ServerRole.Single, false)]
    [TestCase(false, ServerRole.SchedulingPublisher, false)]
    [TestCase(false, ServerRole.Subscriber, false)]
    public async Task Auto_works_in_the_main_domain_of_every_server_but_a_subscriber(bool isMainDom, ServerRole role, bool works) =>
        Assert.That(await IsOursAsync(WorkerMode.Auto, isMainDom, role), Is.EqualTo(works));

    [Test]
    public async Task All_works_outside_the_main_domain_and_as_a_subscriber_too([Values] bool isMainDom, [Values] ServerRole role) =>
        Assert.That(await IsOursAsync(WorkerMode.All, isMainDom, role));

    [Test]
    public async Task None_never_works([Values] bool isMainDom, [Values] ServerRole role) =>
        Assert.That(await IsOursAsync(WorkerMode.None, isMainDom, role), Is.False);

    [Test]
    public async Task Before_the_site_runs_nobody_works_and_the_main_domain_is_not_asked_because_it_would_throw(
        [Values] WorkerMode mode, [ValueSource(nameof(LevelsBeforeRun))] RuntimeLevel level)
    {
        _runtime.Level.Returns(level);
        _mainDom.IsMainDom.Throws(new InvalidOperationException("MainDom has not been acquired."));

        Assert.That(await TurnIn(mode).IsOursAsync(default), Is.False);
    }

    private static IEnumerable<RuntimeLevel> LevelsBeforeRun => Enum.GetValues<RuntimeLevel>().Where(level => level != RuntimeLevel.Run);

    private Task<bool> IsOursAsync(WorkerMode mode, bool isMainDom, ServerRole role)
    {
        _runtime.Level.Returns(RuntimeLevel.Run);
        _mainDom.IsMainDom.Returns(isMainDom);
        _roles.CurrentServerRole.Returns(role);
        return TurnIn(mode).IsOursAsync(default);
    }

    private Turn TurnIn(WorkerMode mode) => new(
        new FixedOptions(new AutoTagOptions { Workers = { Mode = mode } }), _runtime, _mainDom, _roles, _site.Get<Readiness>(), _site.Get<AgreedTime>());
}
