using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Transactions;

/// <summary>The user agent's core: what stands above all transactions. Called on the receive loop, without locks.</summary>
internal interface ITransactionUser
{
    /// <summary>Decides, before any state is made, whether a sender may ask at all.</summary>
    RequestVerdict Admit(SipRequest request, SipFlow flow);

    /// <summary>The transaction table is full: the request was refused with 503.</summary>
    void Overloaded(SipRequest request, SipFlow flow);

    /// <summary>A new request: neither a retransmission nor ACK nor CANCEL.</summary>
    void Received(ServerTransaction transaction);

    /// <summary>An ACK that no refusal waited for: it confirms a 2xx, or is stray.</summary>
    void ReceivedAck(SipRequest ack, SipFlow flow);
}
