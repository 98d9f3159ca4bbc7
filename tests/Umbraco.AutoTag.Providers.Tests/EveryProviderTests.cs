using System.Reflection;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.Providers.Tests;

/// <summary>Nobody is forgotten.</summary>
public sealed class EveryProviderTests
{
    private static readonly PropertyInfo s_provider = ProviderOf(typeof(ProviderContract));
    private static readonly PropertyInfo s_batchProvider = ProviderOf(typeof(BatchContract));

    [Test]
    public void Every_provider_is_held_to_the_contract() =>
        Assert.That(ProvidersPage.Providers().Select(provider => provider.Declaration.Alias), Is.SubsetOf(HeldTo(typeof(ProviderContract), s_provider)));

    [Test]
    public void Every_provider_with_a_batch_price_is_held_to_the_contract_of_batches() =>
        Assert.That(VisionProviders.All.Where(provider => provider is IBatchProvider).Select(provider => provider.Declaration.Alias), Is.SubsetOf(HeldTo(typeof(BatchContract), s_batchProvider)));

    private static IEnumerable<string> HeldTo(Type contract, PropertyInfo provider) => typeof(EveryProviderTests).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false } && type.IsSubclassOf(contract))
        .Select(type => ((IVisionProvider)provider.GetValue(Activator.CreateInstance(type))!).Declaration.Alias);

    private static PropertyInfo ProviderOf(Type contract) => contract.GetProperty("Provider", BindingFlags.Instance | BindingFlags.NonPublic)!;
}
