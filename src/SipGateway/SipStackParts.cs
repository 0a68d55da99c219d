using Microsoft.Extensions.Logging;
using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Calls.Routing;
using Voxie.SipGateway.Calls.Trunks;

namespace Voxie.SipGateway;

/// <summary>What the SIP side works with, made by the composition root. The stack disposes none of it.</summary>
public sealed record SipStackParts(ICallIntake Intake, IAgentProfiles Agents, TimeProvider Time, ILoggerFactory Loggers)
{
    public ITrunks Trunks { get; init; } = NoTrunks.Instance;

    public IRoutes Routes { get; init; } = NoRoutes.Instance;
}
