using System.Net;
using System.Security.Cryptography;
using System.Text;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Authentication;

/// <summary>
/// Challenges requests and verifies the answers (RFC 3261 22, RFC 8760). Nothing is kept of a sender before its password was
/// right. Any thread.
/// </summary>
internal sealed class DigestServer(TimeProvider time)
{
    /// <summary>The realm where none is configured.</summary>
    public const string DefaultRealm = "voxie";

    private const int MostHeaders = 4;
    private const int MostNonces = 10_000;
    private static readonly TimeSpan NonceLife = TimeSpan.FromMinutes(5);

    private readonly NonceMint _nonces = new(time);
    private readonly NonceCounts _counts = new(MostNonces);
    // Stands in for the password of a user that does not exist: the same work is done for every name.
    private readonly string _decoy = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>
    /// Headers of a 401, one for each algorithm and in their order, all with one nonce (RFC 8760 2.3). The order is the peer's
    /// choice to us: many phones look at the first header only, and some give up when any of them names what they do not know.
    /// </summary>
    public IReadOnlyList<SipHeader> Challenge(IPAddress source, string realm, IReadOnlyList<DigestAlgorithm> algorithms, bool stale)
    {
        var nonce = _nonces.New(source, realm);
        return [.. algorithms.Select(Header)];

        SipHeader Header(DigestAlgorithm algorithm) => new(HeaderNames.WwwAuthenticate,
            new DigestChallenge(realm, nonce) { Algorithm = algorithm, NamesAlgorithm = true, Qops = DigestQop.Auth, IsStale = stale }.ToString());
    }

    /// <summary>Judges the credentials of a request.</summary>
    /// <param name="algorithms">Those that were offered: no other opens.</param>
    /// <param name="passwordOf">The password of a user; null: there is no such user.</param>
    /// <param name="user">Set when accepted.</param>
    public DigestVerdict Verify(
        SipRequest request, IPAddress source, string realm, IReadOnlyList<DigestAlgorithm> algorithms, Func<string, string?> passwordOf, out string user)
    {
        user = "";
        if (Find(request, realm) is not { } given)
        {
            return DigestVerdict.Missing;
        }

        // A nonce of another source, realm or process, and one that nobody gave, look alike.
        if (!_nonces.TryOpen(given.Nonce, source, realm, out var madeAt) || given.Qop != DigestQop.Auth
            || !algorithms.Contains(given.Algorithm) || !IsFor(request, given.Uri))
        {
            return DigestVerdict.Unusable;
        }

        if (!IsRight(request, given, passwordOf(given.User)))
        {
            return DigestVerdict.Wrong;
        }

        var oldest = _nonces.Now - NonceLife;
        if (madeAt < oldest || !_counts.TryTake(given.Nonce, madeAt, given.NonceCount, oldest))
        {
            return DigestVerdict.Stale;
        }

        user = given.User;
        return DigestVerdict.Accepted;
    }

    private static DigestAuthorization? Find(SipRequest request, string realm)
    {
        foreach (var value in request.Headers.All(HeaderNames.Authorization).Take(MostHeaders))
        {
            if (AuthParameters.TryRead(value, out var sets) == AuthReadReason.None && sets.Count == 1
                && DigestAuthorization.TryParse(sets[0], out var given) == AuthReadReason.None && given!.Realm == realm)
            {
                return given;
            }
        }

        return null;
    }

    /// <summary>22.4: credentials for one URI must not open another one.</summary>
    private static bool IsFor(SipRequest request, string uri) => SipUri.TryParse(uri, out var named) && named.IsEquivalentTo(request.RequestUri);

    private bool IsRight(SipRequest request, DigestAuthorization given, string? password)
    {
        var exists = !string.IsNullOrEmpty(password);
        var expected = given.Compute(exists ? password! : _decoy, request.Method, request.Body.Span);
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(given.Response)) & exists;
    }
}
