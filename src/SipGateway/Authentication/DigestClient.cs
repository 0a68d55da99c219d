using System.Net;
using System.Security.Cryptography;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Authentication;

/// <summary>
/// Answers the challenges of one peer to the requests of one call or registration (RFC 3261 22), and puts credentials on what
/// follows as long as the peer's nonce holds. One thread at a time.
/// </summary>
/// <param name="mayHave">
/// Whether the host that a request went to may have our credentials. A challenge from anywhere else is a trap: its answer
/// would let a stranger try passwords, or call at our cost (CVE-2021-41158).
/// </param>
/// <param name="newClientNonce">A fresh value that nobody can guess; null: random.</param>
internal sealed class DigestClient(DigestCredentials credentials, Func<IPAddress, bool> mayHave, Func<string>? newClientNonce = null)
{
    private const int MostRealms = 4;
    private const int MostStale = 2;
    private readonly Func<string> _newClientNonce = newClientNonce ?? (() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
    private readonly List<Known> _known = [];

    /// <summary>A challenge that we answer, with what became of it so far.</summary>
    private sealed record Known(bool IsProxy, DigestChallenge Challenge)
    {
        /// <summary>Requests that carried its nonce.</summary>
        public uint Uses { get; set; }

        /// <summary>Nonces in a row that the peer found too old at their first use.</summary>
        public int StaleInARow { get; init; }
    }

    /// <summary>Takes a 401 or 407.</summary>
    /// <param name="refused">Our request as it was sent.</param>
    /// <param name="sentTo">The host that it was sent to.</param>
    /// <param name="again">When answered: the request with credentials; its sequence number and Via are the caller's to renew.</param>
    public ChallengeOutcome Answer(SipRequest refused, SipResponse response, IPAddress sentTo, out SipRequest again)
    {
        again = refused;
        if (!mayHave(sentTo))
        {
            return ChallengeOutcome.OtherHost;
        }

        var outcome = ChallengeOutcome.NoChallenge;
        foreach (var isProxy in (ReadOnlySpan<bool>)[false, true])
        {
            var taken = Take(isProxy, response.Headers.All(isProxy ? HeaderNames.ProxyAuthenticate : HeaderNames.WwwAuthenticate));
            if (taken is ChallengeOutcome.WrongPassword or ChallengeOutcome.Endless)
            {
                _known.Clear();
                return taken;
            }

            outcome = outcome == ChallengeOutcome.Answered || taken == ChallengeOutcome.NoChallenge ? outcome : taken;
        }

        if (outcome == ChallengeOutcome.Answered)
        {
            again = Authorize(refused, sentTo);
        }

        return outcome;
    }

    /// <summary>The request with credentials for every challenge that was answered before (22.2: they may be used again).</summary>
    /// <param name="to">Where it goes: who may not have credentials gets none.</param>
    public SipRequest Authorize(SipRequest request, IPAddress to)
    {
        var headers = request.Headers.Without(HeaderNames.Authorization).Without(HeaderNames.ProxyAuthorization);
        foreach (var known in mayHave(to) ? _known : [])
        {
            known.Uses++;
            var name = known.IsProxy ? HeaderNames.ProxyAuthorization : HeaderNames.Authorization;
            headers = headers.Add(name, Credentials(known, request).ToString());
        }

        return request with { Headers = headers };
    }

    /// <summary>An ACK with the credentials of its INVITE (22.1: it cannot be challenged, so it carries the same).</summary>
    public SipRequest AuthorizeAck(SipRequest ack, SipRequest invite, IPAddress to) => !mayHave(to) ? ack : ack with
    {
        Headers = ack.Headers.AddFrom(invite.Headers, HeaderNames.Authorization).AddFrom(invite.Headers, HeaderNames.ProxyAuthorization),
    };

    private ChallengeOutcome Take(bool isProxy, IEnumerable<string> values)
    {
        var outcome = ChallengeOutcome.NoChallenge;
        var challenges = Read(values, out var unsupported);
        foreach (var realm in challenges.GroupBy(challenge => challenge.Realm))
        {
            if (credentials.Realm is { } ours && ours != realm.Key)
            {
                outcome = outcome == ChallengeOutcome.NoChallenge ? ChallengeOutcome.OtherRealm : outcome;
                continue;
            }

            // Of one realm's challenges the strongest; of equal ones the first, which the peer likes best (RFC 8760 2.4).
            var taken = Take(isProxy, realm.MaxBy(challenge => challenge.Algorithm)!);
            if (taken != ChallengeOutcome.Answered)
            {
                return taken;
            }

            outcome = taken;
        }

        return outcome == ChallengeOutcome.NoChallenge && unsupported ? ChallengeOutcome.Unsupported : outcome;
    }

    private ChallengeOutcome Take(bool isProxy, DigestChallenge challenge)
    {
        var at = _known.FindIndex(known => known.IsProxy == isProxy && known.Challenge.Realm == challenge.Realm);
        if (at < 0)
        {
            if (_known.Count == MostRealms)
            {
                return ChallengeOutcome.Endless;
            }

            _known.Add(new Known(isProxy, challenge));
            return ChallengeOutcome.Answered;
        }

        var before = _known[at];
        if (!challenge.IsStale && (before.Uses == 1 || before.Challenge.Nonce == challenge.Nonce))
        {
            // The answer to a nonce just given was not taken. Had the nonce been used before, it might only have worn out.
            return ChallengeOutcome.WrongPassword;
        }

        var stale = before.Uses == 1 ? before.StaleInARow + 1 : 0;
        _known[at] = new Known(isProxy, challenge) { StaleInARow = stale };
        return stale >= MostStale ? ChallengeOutcome.Endless : ChallengeOutcome.Answered;
    }

    private List<DigestChallenge> Read(IEnumerable<string> values, out bool unsupported)
    {
        unsupported = false;
        var challenges = new List<DigestChallenge>();
        foreach (var value in values.Take(AuthParameters.MostSets))
        {
            AuthParameters.TryRead(value, out var sets);
            foreach (var set in sets)
            {
                if (DigestChallenge.TryParse(set, out var challenge) == AuthReadReason.None && challenge!.Qops != DigestQop.Other
                    && credentials.MayUse(challenge.Algorithm))
                {
                    challenges.Add(challenge);
                }
                else
                {
                    unsupported = true;
                }
            }
        }

        return challenges;
    }

    private DigestAuthorization Credentials(Known known, SipRequest request)
    {
        var challenge = known.Challenge;
        var qop = challenge.Qops.HasFlag(DigestQop.Auth) ? DigestQop.Auth : challenge.Qops & DigestQop.AuthInt;
        var values = new DigestAuthorization(credentials.User, challenge.Realm, challenge.Nonce, request.RequestUri.ToString())
        {
            Algorithm = challenge.Algorithm,
            NamesAlgorithm = challenge.NamesAlgorithm,
            Qop = qop,
            NonceCount = qop == DigestQop.None ? 0 : known.Uses,
            ClientNonce = qop != DigestQop.None || challenge.Algorithm.IsSession() ? _newClientNonce() : "",
            Opaque = challenge.Opaque,
        };
        return values with { Response = values.Compute(credentials.Password, request.Method, request.Body.Span) };
    }
}
