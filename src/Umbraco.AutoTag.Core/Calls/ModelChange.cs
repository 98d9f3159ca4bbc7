namespace Umbraco.AutoTag.Core.Calls;

/// <summary>Shows every answer's model to who notices <see cref="ModelChanges"/>.</summary>
internal sealed class ModelChange(IVisionCaller inner, ModelChanges changes) : IVisionCaller
{
    public async Task<CalledReply> CallAsync(VisionCall call, CancellationToken cancellationToken)
    {
        if (!call.Connection.Provider.Declaration.SendsPicture)
        {
            return await inner.CallAsync(call, cancellationToken);
        }

        await changes.RememberedAsync();
        CalledReply called = await inner.CallAsync(call, cancellationToken);
        if (called.Reply.ModelReported is { } model)
        {
            changes.Compare(call.Connection.Alias, call.Request.Model, model);
        }

        return called;
    }
}
