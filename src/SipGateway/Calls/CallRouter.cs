using Voxie.Pipeline.Agents;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Calls;

/// <summary>Finds the agent of a dialled address.</summary>
internal sealed class CallRouter(IAgentProfiles agents)
{
    /// <summary>The agent whose extension is the user part of the Request-URI; null: nobody has that number.</summary>
    public AgentProfile? Find(SipUri dialled) =>
        dialled.UserText is { Length: > 0 } user ? agents.ByExtension(user) : null;
}
