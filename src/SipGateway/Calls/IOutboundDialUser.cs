using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Calls;

/// <summary>For whom somebody is dialled. Called on the strand; <see cref="Answered"/> or <see cref="Refused"/> comes once.</summary>
internal interface IOutboundDialUser
{
    /// <summary>A provisional response above 100.</summary>
    /// <param name="early">Its session can be heard already.</param>
    void Progressed(int status, bool early);

    /// <summary>The call is up.</summary>
    /// <param name="usable">False: offer and answer came to nothing; hang up.</param>
    void Answered(SipSession session, bool usable);

    void Refused(int status, SipResponse? response);
}
