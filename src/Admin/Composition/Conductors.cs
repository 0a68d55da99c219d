using Voxie.Admin.Node;
using Voxie.Pipeline;
using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Providers.Local;

namespace Voxie.Admin.Composition;

/// <summary>Who conducts a call of each kind of agent, and with which engines.</summary>
internal static class Conductors
{
    public static IConductorFactory Build(NodeCore core, ISpeechPool pool, LocalSpeech speech, TimeProvider time, ILoggerFactory loggers) =>
        new ConductorFactory(_ => throw new ConductorFailedException(new CallEndReason(EndCode.InternalError, EndSide.Us, "none")));
}
