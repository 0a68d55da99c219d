using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Transactions;

/// <summary>How a request goes when nobody takes it the way that was tried first.</summary>
/// <param name="Request">The same, with the Via of that flow and the same branch: the peer has seen neither.</param>
internal sealed record OtherWay(SipRequest Request, SipFlow Flow);
