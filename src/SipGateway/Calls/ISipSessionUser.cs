using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transactions;

namespace Voxie.SipGateway.Calls;

/// <summary>Whose session it is. Called on the strand.</summary>
internal interface ISipSessionUser
{
    /// <summary>The peer gave up before our answer.</summary>
    void Cancelled(SipRequest cancel);

    /// <summary>Our answer to the first INVITE was acknowledged, and the media is settled.</summary>
    void Confirmed();

    /// <summary>The peer hung up; it is answered.</summary>
    void HungUp(SipRequest bye);

    /// <summary>An answer of ours was never acknowledged, or the ACK brought no usable session: hang up.</summary>
    void Broken(SessionFault fault);

    void HoldChanged(bool held);

    void DigitReceived(char digit, TimeSpan duration);

    /// <summary>The peer asks us to call somebody else (REFER); must be answered.</summary>
    void Referred(ServerTransaction refer);
}
