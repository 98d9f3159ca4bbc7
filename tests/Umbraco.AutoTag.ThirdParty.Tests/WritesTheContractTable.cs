using Umbraco.AutoTag.TestKit;
using Umbraco.AutoTag.TestKit.Providers;

/// <summary>Of no namespace, so that it stands around every test of this assembly.</summary>
[SetUpFixture]
public sealed class WritesTheContractTable
{
    /// <summary>Systems × cases, as an artefact: <c>artifacts/provider-contract/</c>.</summary>
    [OneTimeTearDown]
    public void Write() => ContractTable.Write(Path.Combine(Repository.Root, "artifacts", "provider-contract"), "picture-desk");
}
