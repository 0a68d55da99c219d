using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Dialogs;

/// <summary>Who placed an INVITE. Called on the strand; <see cref="Answered"/> or <see cref="Refused"/> comes once.</summary>
internal interface IUacInviteUser
{
    /// <summary>A provisional response above 100.</summary>
    void Progressed(SipResponse response);

    /// <summary>The first 2xx; its ACK is sent.</summary>
    void Answered(SipDialog dialog, SipResponse response);

    /// <summary>Refused, timed out, cancelled or unreachable.</summary>
    /// <param name="status">The peer's, or what stands for it: 408 nobody answered, 503 could not be sent, 487 cancelled.</param>
    void Refused(int status, SipResponse? response);
}
