namespace Umbraco.AutoTag.Core.Calls;

/// <summary>Shows every answer's model to who notices drifts.</summary>
internal sealed class ModelChange(IVisionCaller inner, DriftWatch drifts) : IVisionCaller
{
    public async Task<CalledReply> CallAsync(VisionCall call, CancellationToken cancellationToken)
    {
        if (!call.Connection.Provider.Declaration.SendsPicture)
        {
            return await inner.CallAsync(call, cancellationToken);
        }

        await drifts.RememberedAsync();
        CalledReply called = await inner.CallAsync(call, cancellationToken);
        if (called.Reply.ModelReported is { } model && !call.IsTrial)
        {
            await drifts.HeardAsync(call.Connection, call.Request.Model, model);
        }

        return called;
    }
}
