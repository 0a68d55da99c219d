using Voxie.Pipeline.Calls;

namespace Voxie.Pipeline.Agents;

/// <summary>Gives each kind of agent its conductor.</summary>
/// <param name="conversation">Makes the conductor of an agent that talks.</param>
public sealed class ConductorFactory(Func<CallContext, IConductor> conversation) : IConductorFactory
{
    public IConductor Create(CallContext context) => context.Agent.Kind switch
    {
        AgentKind.Echo => new EchoConductor(context.Leg),
        AgentKind.Tone => new ToneConductor(context.Leg),
        _ => conversation(context),
    };
}
