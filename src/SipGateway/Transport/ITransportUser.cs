using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Transport;

/// <summary>What stands above the transports. Called on the receive loop, in the order of arrival.</summary>
internal interface ITransportUser
{
    /// <param name="request">Its top Via carries <c>received</c> and <c>rport</c> as needed.</param>
    void Received(SipRequest request, SipFlow flow);

    void Received(SipResponse response, SipFlow flow);
}
