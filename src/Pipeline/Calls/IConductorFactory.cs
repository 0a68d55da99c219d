namespace Voxie.Pipeline.Calls;

/// <summary>Makes the party that talks to the line, by the kind of the agent.</summary>
public interface IConductorFactory
{
    IConductor Create(CallContext context);
}
