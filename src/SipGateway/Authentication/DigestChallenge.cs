using System.Text;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Authentication;

/// <summary>A Digest challenge (WWW-Authenticate, Proxy-Authenticate).</summary>
internal sealed record DigestChallenge(string Realm, string Nonce)
{
    public DigestAlgorithm Algorithm { get; init; }

    /// <summary>The algorithm stood there; it was not only the default.</summary>
    public bool NamesAlgorithm { get; init; }

    public DigestQop Qops { get; init; }

    public string? Opaque { get; init; }

    /// <summary>The password was right, only the nonce is too old.</summary>
    public bool IsStale { get; init; }

    public static AuthReadReason TryParse(AuthParameters parameters, out DigestChallenge? challenge)
    {
        challenge = null;
        if (!parameters.IsDigest)
        {
            return AuthReadReason.Scheme;
        }

        if (parameters["realm"] is not { } realm || parameters["nonce"] is not { Length: > 0 } nonce)
        {
            return AuthReadReason.Missing;
        }

        if (!DigestAlgorithms.TryParse(parameters["algorithm"], out var algorithm))
        {
            return AuthReadReason.Algorithm;
        }

        challenge = new DigestChallenge(realm, nonce)
        {
            Algorithm = algorithm,
            NamesAlgorithm = parameters["algorithm"] is not null,
            Qops = QopsOf(parameters["qop"]),
            Opaque = parameters["opaque"],
            IsStale = "true".Equals(parameters["stale"], StringComparison.OrdinalIgnoreCase),
        };
        return AuthReadReason.None;
    }

    /// <summary>As a header value.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("Digest realm=").Append(SipText.Quote(Realm)).Append(", nonce=").Append(SipText.Quote(Nonce));
        if (NamesAlgorithm)
        {
            text.Append(", algorithm=").Append(Algorithm.Name());
        }

        if (Qops.HasFlag(DigestQop.Auth))
        {
            text.Append(Qops.HasFlag(DigestQop.AuthInt) ? ", qop=\"auth,auth-int\"" : ", qop=\"auth\"");
        }

        if (Opaque is not null)
        {
            text.Append(", opaque=").Append(SipText.Quote(Opaque));
        }

        return (IsStale ? text.Append(", stale=true") : text).ToString();
    }

    private static DigestQop QopsOf(string? list)
    {
        var qops = DigestQop.None;
        foreach (var range in list.AsSpan().Split(','))
        {
            var word = SipText.TrimSpace(list.AsSpan(range));
            qops |= word.Equals("auth", StringComparison.OrdinalIgnoreCase) ? DigestQop.Auth
                : word.Equals("auth-int", StringComparison.OrdinalIgnoreCase) ? DigestQop.AuthInt
                : word.IsEmpty ? DigestQop.None
                : DigestQop.Other;
        }

        return qops;
    }
}
