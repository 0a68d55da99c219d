using System.Net;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Security;

namespace Voxie.SipGateway.Calls.Gate;

/// <summary>Asks senders for a digest and judges it (RFC 3261 22, RFC 8760). Keeps nothing of a challenge. Receive loops.</summary>
internal interface IRequestProof
{
    /// <summary>The name that the request's credentials claim; null: it has none.</summary>
    string? UserOf(SipRequest request);

    /// <param name="right">Credentials that would do.</param>
    /// <param name="isNamed">False: the request claims another name. Takes the same way, and is never <see cref="ProofState.Given"/>.</param>
    ProofState Judge(SipRequest request, IPAddress source, TrunkCredentials right, bool isNamed);

    /// <summary>Headers of a 401 that asks for credentials.</summary>
    /// <param name="right">Credentials that would do.</param>
    IReadOnlyList<SipHeader> Challenge(IPAddress source, TrunkCredentials right, bool stale);
}
