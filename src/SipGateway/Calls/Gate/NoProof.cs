using System.Net;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Security;

namespace Voxie.SipGateway.Calls.Gate;

/// <summary>Believes nobody.</summary>
internal sealed class NoProof : IRequestProof
{
    public string? UserOf(SipRequest request) => null;

    public ProofState Judge(SipRequest request, IPAddress source, TrunkCredentials? right) => ProofState.Wrong;

    public IReadOnlyList<SipHeader> Challenge(IPAddress source, string? realm, bool stale) => [];
}
