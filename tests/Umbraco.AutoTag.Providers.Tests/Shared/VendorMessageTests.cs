using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Providers.OpenAiCompatible;
using Umbraco.AutoTag.Providers.Shared;

namespace Umbraco.AutoTag.Providers.Tests.Shared;

/// <summary>What a vendor says stands in the item's reason, where editors read it.</summary>
public sealed class VendorMessageTests
{
    [TestCase("a+b/c:d=e", "no such key: a+b/c:d=e", "no such key: …", TestName = "The key itself is not repeated")]
    [TestCase("a+b/c:d=e", "bad query ?key=a%2Bb%2Fc%3Ad%3De", "bad query ?key=…", TestName = "The key as a query carries it is not repeated")]
    [TestCase("a+b/c:d=e", "could not verify YStiL2M6ZD1l", "could not verify …", TestName = "The key as base64 is not repeated")]
    [TestCase("acc_1234:swordfish", "swordfish is not the secret of acc_1234", "… is not the secret of …", TestName = "Neither half of a key with two parts is repeated")]
    [TestCase("none", "AKIAIOSFODNN7EXAMPLE is not active", "… is not active", TestName = "An access key of Amazon's is not repeated, no matter whose")]
    [TestCase("none", "at most 2048 tokens", "at most 2048 tokens", TestName = "A setting that is a number of tokens is no secret")]
    public void Secrets_are_taken_out(string key, string said, string shown)
    {
        var options = new ConnectionOptions { Provider = "openai-compatible", ApiKey = key };
        options.Settings["MaxOutputTokens"] = "2048";
        using var http = new HttpClient();

        Assert.That(VendorMessage.For(new Connection("vision", options, new OpenAiCompatibleProvider(), http), said), Is.EqualTo(shown));
    }
}
