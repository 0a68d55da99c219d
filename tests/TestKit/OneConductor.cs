using Voxie.Pipeline.Calls;

namespace Voxie.TestKit;

/// <summary>Gives every call what a function makes.</summary>
public sealed class OneConductor(Func<CallContext, IConductor> make) : IConductorFactory
{
    public IConductor Create(CallContext context) => make(context);
}
