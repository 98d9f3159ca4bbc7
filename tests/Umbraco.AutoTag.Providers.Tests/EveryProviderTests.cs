using System.Reflection;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests;

/// <summary>Nobody is forgotten.</summary>
public sealed class EveryProviderTests
{
    private static readonly PropertyInfo s_provider = typeof(ProviderContract).GetProperty("Provider", BindingFlags.Instance | BindingFlags.NonPublic)!;

    [Test]
    public void Every_provider_that_sends_pictures_is_held_to_the_contract()
    {
        IEnumerable<string> held = typeof(EveryProviderTests).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(ProviderContract)))
            .Select(type => ((IVisionProvider)s_provider.GetValue(Activator.CreateInstance(type))!).Declaration.Alias);

        Assert.That(VisionProviders.All.Where(provider => provider.Declaration.SendsPicture).Select(provider => provider.Declaration.Alias), Is.SubsetOf(held));
    }
}
