using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Dialogs;

/// <summary>Who answers an INVITE. Called on the strand.</summary>
internal interface IUasInviteUser
{
    /// <summary>The peer gave up; 487 is sent.</summary>
    void Cancelled(SipRequest cancel);

    /// <summary>Our 2xx was acknowledged.</summary>
    void Confirmed(SipRequest ack);

    /// <summary>No ACK to our 2xx in 64*T1: the dialog is to be ended with BYE (13.3.1.4).</summary>
    void Unacknowledged();

    /// <summary>No PRACK to a reliable provisional response in 64*T1: 504 is sent (RFC 3262 3).</summary>
    void Unpracked();

    /// <summary>A response could not be sent: nobody is there to talk to.</summary>
    void Unreachable();
}
