using System.Globalization;
using System.Text;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Authentication;

/// <summary>Digest credentials as a request carries them (Authorization, Proxy-Authorization).</summary>
/// <param name="Uri">The Request-URI as its sender wrote it.</param>
internal sealed record DigestAuthorization(string User, string Realm, string Nonce, string Uri)
{
    public DigestAlgorithm Algorithm { get; init; }

    public bool NamesAlgorithm { get; init; }

    /// <summary>One value; <see cref="DigestQop.None"/> in the form of RFC 2069.</summary>
    public DigestQop Qop { get; init; }

    /// <summary>How often the client has used the nonce, this time included; 0 without qop.</summary>
    public uint NonceCount { get; init; }

    /// <summary>The client's own nonce; empty without qop.</summary>
    public string ClientNonce { get; init; } = "";

    public string? Opaque { get; init; }

    /// <summary>Lower-case hexadecimal digits.</summary>
    public string Response { get; init; } = "";

    private string NonceCountText => NonceCount.ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>The response that these values, a password and a request make (RFC 2617 3.2.2).</summary>
    public string Compute(string password, string method, ReadOnlySpan<byte> body)
    {
        var key = Algorithm.Hash($"{User}:{Realm}:{password}");
        if (Algorithm.IsSession())
        {
            key = Algorithm.Hash($"{key}:{Nonce}:{ClientNonce}");
        }

        var request = Algorithm.Hash(Qop == DigestQop.AuthInt ? $"{method}:{Uri}:{Algorithm.Hash(body)}" : $"{method}:{Uri}");
        return Algorithm.Hash(Qop == DigestQop.None
            ? $"{key}:{Nonce}:{request}"
            : $"{key}:{Nonce}:{NonceCountText}:{ClientNonce}:{QopText}:{request}");
    }

    public static AuthReadReason TryParse(AuthParameters parameters, out DigestAuthorization? authorization)
    {
        authorization = null;
        if (!parameters.IsDigest)
        {
            return AuthReadReason.Scheme;
        }

        if (parameters["username"] is not { } user || parameters["realm"] is not { } realm || parameters["nonce"] is not { Length: > 0 } nonce
            || parameters["uri"] is not { Length: > 0 } uri || parameters["response"] is not { Length: > 0 } response)
        {
            return AuthReadReason.Missing;
        }

        if (!DigestAlgorithms.TryParse(parameters["algorithm"], out var algorithm))
        {
            return AuthReadReason.Algorithm;
        }

        var reason = TryReadQop(parameters, out var qop, out var count);
        if (reason != AuthReadReason.None)
        {
            return reason;
        }

        authorization = new DigestAuthorization(user, realm, nonce, uri)
        {
            Algorithm = algorithm,
            NamesAlgorithm = parameters["algorithm"] is not null,
            Qop = qop,
            NonceCount = count,
            ClientNonce = parameters["cnonce"] ?? "",
            Opaque = parameters["opaque"],
            Response = response.ToLowerInvariant(),
        };
        return AuthReadReason.None;
    }

    /// <summary>As a header value.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("Digest username=").Append(SipText.Quote(User))
            .Append(", realm=").Append(SipText.Quote(Realm))
            .Append(", nonce=").Append(SipText.Quote(Nonce))
            .Append(", uri=").Append(SipText.Quote(Uri))
            .Append(", response=").Append(SipText.Quote(Response));
        if (NamesAlgorithm)
        {
            text.Append(", algorithm=").Append(Algorithm.Name());
        }

        // Without qop a client nonce has no place (RFC 2617 3.2.2), but the session algorithms need it.
        if (Qop != DigestQop.None || Algorithm.IsSession())
        {
            text.Append(", cnonce=").Append(SipText.Quote(ClientNonce));
        }

        if (Qop != DigestQop.None)
        {
            text.Append(", qop=").Append(QopText).Append(", nc=").Append(NonceCountText);
        }

        return (Opaque is null ? text : text.Append(", opaque=").Append(SipText.Quote(Opaque))).ToString();
    }

    private string QopText => Qop == DigestQop.AuthInt ? "auth-int" : "auth";

    private static AuthReadReason TryReadQop(AuthParameters parameters, out DigestQop qop, out uint count)
    {
        count = 0;
        qop = parameters["qop"]?.ToLowerInvariant() switch
        {
            null => DigestQop.None,
            "auth" => DigestQop.Auth,
            "auth-int" => DigestQop.AuthInt,
            _ => DigestQop.Other,
        };
        if (qop == DigestQop.None)
        {
            return AuthReadReason.None;
        }

        if (qop == DigestQop.Other || parameters["cnonce"] is not { Length: > 0 })
        {
            return AuthReadReason.Qop;
        }

        return parameters["nc"] is { Length: > 0 and <= 8 } digits
            && uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out count)
                ? AuthReadReason.None
                : AuthReadReason.NonceCount;
    }
}
