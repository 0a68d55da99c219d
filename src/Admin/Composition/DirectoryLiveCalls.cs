using Voxie.Admin.Calls;
using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Recording;
using Voxie.SipGateway;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Telemetry;

namespace Voxie.Admin.Composition;

/// <summary>The API's view of the calls that are up on this node.</summary>
internal sealed class DirectoryLiveCalls(CallDirectory calls, CallIntake intake, SipStack sip) : ILiveCalls
{
    private const string Operator = "operator";

    public IReadOnlyList<CallView> List() => [.. calls.List().Select(View)];

    public IReadOnlyList<CallArtifact> Artifacts(Guid callId) => calls.Artifacts(callId);

    public IReadOnlyList<RejectView> Rejects() => [.. sip.Rejects.Reverse().Select(RejectView.Of)];

    public SipLadder? LadderOfRejected(string reference) => sip.LadderOfRejected(reference);

    public TrunkHealth HealthOf(string trunkId) => sip.TrunkHealth.Of(trunkId);

    public bool HangUp(Guid callId, CallEndReason reason) => calls.HangUp(callId, reason);

    public RecordingState? RecordingOf(Guid callId) => calls.Recording(callId)?.State;

    public bool PauseRecording(Guid callId, bool pause) =>
        calls.Recording(callId) is { } recording && (pause ? recording.Pause(Operator) : recording.Resume(Operator));

    public bool? StartCapture(Guid callId, long maxBytes) => calls.StartCapture(callId, maxBytes);

    public void BidFarewellToAll(CallEndReason reason) => calls.BidFarewellToAll(reason);

    public Task<TransferReport> TransferAsync(Guid callId, TransferOrder order) => calls.TransferAsync(callId, order);

    public Task<LineVerdict> HoldAsync(Guid callId, bool hold) => calls.HoldAsync(callId, hold);

    public Task<LineVerdict> PressAsync(Guid callId, string digits, TimeSpan each) => calls.PressAsync(callId, digits, each);

    public Task<CallEndReason?> DialAsync(Guid callId, DialTarget target, AgentProfile agent)
    {
        var told = new TaskCompletionSource<CallEndReason?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var watch = calls.Subscribe(change =>
        {
            if (change.Call.Id == callId && change.Kind is LiveCallChangeKind.Answered or LiveCallChangeKind.Ended) told.TrySetResult(change.EndReason);
        });
        try
        {
            intake.Dial(target, agent, callId);
        }
        catch
        {
            watch.Dispose();
            throw;
        }
        return UntilAsync(told.Task, watch);
    }

    private static async Task<CallEndReason?> UntilAsync(Task<CallEndReason?> told, IDisposable watch)
    {
        using (watch)
        {
            return await told;
        }
    }

    private static CallView View(LiveCall call) => new()
    {
        Id = call.Id,
        State = call.AnsweredAt is null ? CallState.Ringing : CallState.Answered,
        Kind = call.Kind,
        Direction = call.Direction,
        From = call.From,
        To = call.To,
        AgentId = call.Agent.Id,
        AgentName = call.Agent.Name,
        AgentVersion = call.Agent.Version,
        StartedAt = call.Since,
        AnsweredAt = call.AnsweredAt,
    };
}
