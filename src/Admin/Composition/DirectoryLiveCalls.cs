using Voxie.Admin.Calls;
using Voxie.Pipeline.Calls;
using LiveCall = Voxie.Admin.Calls.LiveCall;

namespace Voxie.Admin.Composition;

/// <summary>The API's view of the calls that are up on this node.</summary>
internal sealed class DirectoryLiveCalls(CallDirectory calls) : ILiveCalls
{
    public IReadOnlyList<LiveCall> List() => [.. calls.List().Select(View)];

    public bool HangUp(Guid callId, CallEndReason reason) => calls.HangUp(callId, reason);

    private static LiveCall View(Pipeline.Calls.LiveCall call) =>
        new(call.Id, call.Kind, call.Direction, call.From, call.To, call.AgentId, call.AgentName, 0, call.Since, call.AnsweredAt);
}
