using NSubstitute;
using Umbraco.AutoTag.Core.Calls;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Core.Tests.Calls;

public sealed class ProviderCallTests
{
    [Test]
    public async Task The_connections_provider_is_asked_once_and_its_reply_is_what_came_of_it()
    {
        IVisionProvider provider = Demo.Paid();
        VisionCall call = Demo.Call(provider: provider);
        VisionReply reply = VisionReply.Answered([]);
        using var stop = new CancellationTokenSource();
        provider.AskAsync(call.Connection, call.Request, stop.Token).Returns(reply);

        CalledReply called = await new ProviderCall().CallAsync(call, stop.Token);

        Assert.That(called, Is.EqualTo(new CalledReply(reply, CallId: null)));
        await provider.Received(1).AskAsync(call.Connection, call.Request, stop.Token);
    }
}
