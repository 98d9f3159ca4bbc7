using Umbraco.AutoTag.Core.Connections;
using Umbraco.AutoTag.Core.Providers;

namespace Umbraco.AutoTag.Providers.Shared.Jobs;

/// <summary>How a job ended that did not end well; such an end comes with the status of a success.</summary>
/// <param name="Kind">In the house's words.</param>
/// <param name="Code">The system's code.</param>
/// <param name="Said">In the system's own words.</param>
/// <param name="Usage">What it says it used.</param>
/// <param name="Id">The job's id.</param>
internal sealed record JobEnd(FailureKind Kind, string Code, ErrorEnvelope Said, Usage Usage, string? Id)
{
    /// <summary>The same as a reply. What ran until it failed may be on the bill, unless the system says that nothing ran.</summary>
    public VisionReply ToReply(Connection connection, HttpAnswer answer) =>
        VisionReply.Failed(FailureMessages.For(connection, Kind, answer, Said).ChargedAs(connection, Usage) with { Code = Code }, Usage)
            with { RequestId = ExchangeId.Of(Id) };
}
