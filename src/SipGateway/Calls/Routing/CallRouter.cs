using Voxie.Pipeline.Agents;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Calls.Routing;

/// <summary>Finds what becomes of an INVITE by the routes in force. Any thread.</summary>
internal sealed class CallRouter(IRoutes routes, IAgentProfiles agents)
{
    public RouteDecision Decide(SipRequest invite, Trunk? trunk) => routes.Current.Decide(
        new RouteRequest(invite.RequestUri.UserText, invite.RequestUri.Host, invite.Headers.From!.Uri.UserText, trunk?.Id,
            trunk is null || trunk.Terms.TrustsIdentity, invite.Headers.All),
        extension => agents.ByExtension(extension)?.Id);

    /// <summary>The agent that a rule names; null: it is gone.</summary>
    public AgentProfile? AgentOf(RouteDecision decision, SipRequest invite) => decision switch
    {
        // By extension once more: an agent's id need not be found by those who only know extensions.
        { Rule: RouteTable.ExtensionRule } => agents.ByExtension(invite.RequestUri.UserText!),
        { Action: ToAgent to } => agents.ById(to.AgentId),
        _ => null,
    };
}
