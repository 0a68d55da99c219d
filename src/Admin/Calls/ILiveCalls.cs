using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Recording;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Telemetry;

namespace Voxie.Admin.Calls;

/// <summary>The calls that are up on this node: the one door through which Admin sees and steers them. Any thread.</summary>
internal interface ILiveCalls
{
    /// <summary>Every call that is up, in any order.</summary>
    IReadOnlyList<CallView> List();

    /// <summary>What the line of a live call would leave behind by now; empty: nothing, or there is no such call.</summary>
    IReadOnlyList<CallArtifact> Artifacts(Guid callId);

    /// <summary>The last refused requests, newest first.</summary>
    IReadOnlyList<RejectView> Rejects();

    /// <summary>The messages of a refused INVITE; null: never seen, or too long ago.</summary>
    SipLadder? LadderOfRejected(string reference);

    /// <summary>How a trunk is doing.</summary>
    TrunkHealth HealthOf(string trunkId);

    /// <summary>Asks the call to end. Returns at once; the call's record tells how it ended.</summary>
    /// <returns>False: there is no such call (any more).</returns>
    bool HangUp(Guid callId, CallEndReason reason);

    /// <summary>The state of a live call's recording; null: there is none, or there is no such call.</summary>
    RecordingState? RecordingOf(Guid callId);

    /// <summary>An operator pauses a live call's recording, or has nothing against it any more.</summary>
    /// <returns>False: there is no recording (any more).</returns>
    bool PauseRecording(Guid callId, bool pause);

    /// <summary>Keeps the packets of a live call from here on.</summary>
    /// <returns>Null: there is no such call; false: it is doing so already, or its line has no packets.</returns>
    bool? StartCapture(Guid callId, long maxBytes);

    /// <summary>Hands a call over and tells how it went.</summary>
    Task<TransferReport> TransferAsync(Guid callId, TransferOrder order);

    /// <summary>Puts the other side of a call on hold, or takes it back.</summary>
    Task<LineVerdict> HoldAsync(Guid callId, bool hold);

    /// <summary>Sends keys to the other side of a call.</summary>
    Task<LineVerdict> PressAsync(Guid callId, string digits, TimeSpan each);

    /// <summary>Calls somebody for an agent.</summary>
    /// <returns>Completes when it is answered, or over: with the reason then, else with null.</returns>
    /// <exception cref="DialRefusedException">The dial policy, a limit or the target's form forbids it.</exception>
    Task<CallEndReason?> DialAsync(Guid callId, DialTarget target, AgentProfile agent);

    /// <summary>Asks every call to say goodbye and end. Returns at once.</summary>
    void BidFarewellToAll(CallEndReason reason);
}
