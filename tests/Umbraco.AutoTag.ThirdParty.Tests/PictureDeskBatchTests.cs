using PictureDesk;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.TestKit.Providers;

namespace Umbraco.AutoTag.ThirdParty.Tests;

/// <summary>A stranger's batches are held to the same contract, by giving no more than the vendor's endpoints.</summary>
public sealed class PictureDeskBatchTests : BatchContract
{
    protected override IVisionProvider Provider { get; } = new PictureDeskProvider();

    protected override BatchVendor CreateVendor() => new PictureDeskVendor();
}
