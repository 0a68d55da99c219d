using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Dialogs;

/// <summary>Who placed an INVITE. Called on the strand; <see cref="Answered"/> or <see cref="Refused"/> comes once.</summary>
internal interface IUacInviteUser
{
    /// <summary>A provisional response above 100.</summary>
    /// <param name="dialog">The early dialog that it belongs to; null: it has no tag.</param>
    void Progressed(SipDialog? dialog, SipResponse response);

    /// <summary>Takes the session description of a response that gets a PRACK or ACK, before that is sent.</summary>
    /// <returns>The answer that it carries, when the response brought an offer.</returns>
    ReadOnlyMemory<byte> Negotiate(SipDialog dialog, SipResponse response);

    /// <summary>The first 2xx; its ACK is sent.</summary>
    void Answered(SipDialog dialog, SipResponse response);

    /// <summary>Looks whether a refusal can be answered with a better INVITE.</summary>
    /// <param name="refused">The INVITE as it was sent.</param>
    /// <returns>The next try, without a Via; null: the refusal stands.</returns>
    SipRequest? Retry(SipRequest refused, SipResponse response);

    /// <summary>Refused, timed out, cancelled or unreachable.</summary>
    /// <param name="status">The peer's, or what stands for it: 408 nobody answered, 503 could not be sent, 487 cancelled.</param>
    void Refused(int status, SipResponse? response);
}
