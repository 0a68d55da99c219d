using System.Net;
using Voxie.SipGateway.Authentication;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Security;

namespace Voxie.SipGateway.Calls.Gate;

/// <summary>Digest challenges of the gate. Any thread.</summary>
internal sealed class DigestProof(DigestServer digest) : IRequestProof
{
    public string? UserOf(SipRequest request)
    {
        foreach (var value in request.Headers.All(HeaderNames.Authorization))
        {
            if (AuthParameters.TryRead(value, out var sets) == AuthReadReason.None && sets is [{ IsDigest: true } only] && only["username"] is { } user)
            {
                return user;
            }
        }

        return null;
    }

    public ProofState Judge(SipRequest request, IPAddress source, TrunkCredentials right, bool isNamed)
    {
        var realm = right.Realm ?? DigestServer.DefaultRealm;
        return digest.Verify(request, source, realm, AlgorithmsOf(right), user => isNamed && right.User == user ? right.Password : null, out _) switch
        {
            DigestVerdict.Accepted => ProofState.Given,
            DigestVerdict.Stale => ProofState.Stale,
            DigestVerdict.Wrong => ProofState.Wrong,
            // Of no use, but no guess at a password either: a nonce of before our restart, or of before the peer's address changed.
            _ => ProofState.Missing,
        };
    }

    public IReadOnlyList<SipHeader> Challenge(IPAddress source, TrunkCredentials right, bool stale) =>
        digest.Challenge(source, right.Realm ?? DigestServer.DefaultRealm, AlgorithmsOf(right), stale);

    private static IReadOnlyList<DigestAlgorithm> AlgorithmsOf(TrunkCredentials right) => right.Algorithms ?? TrunkCredentials.DefaultChallenge;
}
