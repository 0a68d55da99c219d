using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Voxie.Pipeline.Calls;

namespace Voxie.SipGateway.Calls.Identity;

/// <summary>Checks PASSporTs against the certificates that the operator has configured (RFC 8224 6.2). Any thread.</summary>
internal sealed class PassportCheck(IReadOnlyList<X509Certificate2> certificates)
{
    /// <summary>RFC 8224 6.2.2 and ATIS-1000074.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(60);

    /// <param name="caller">The number that the call shows.</param>
    /// <param name="called">The number that was dialled.</param>
    public AttestationCheck Check(Passport passport, string? caller, string? called, DateTimeOffset now)
    {
        if (certificates.Count == 0)
        {
            return AttestationCheck.Claimed;
        }

        if (passport.Algorithm != "ES256" || !certificates.Any(certificate => HasSigned(certificate, passport, now)))
        {
            return AttestationCheck.BadSignature;
        }

        // A distance that no TimeSpan holds is stale, too.
        if (passport.IssuedAt is not { } issued || Math.Abs((double)issued - now.ToUnixTimeSeconds()) > Fresh.TotalSeconds)
        {
            return AttestationCheck.Stale;
        }

        return !Same(passport.Origin, caller) ? AttestationCheck.OtherCaller
            : passport.Destinations.Any(destination => Same(destination, called)) ? AttestationCheck.Verified
            : AttestationCheck.OtherCalled;
    }

    private static bool HasSigned(X509Certificate2 certificate, Passport passport, DateTimeOffset now)
    {
        if (now < certificate.NotBefore || now > certificate.NotAfter)
        {
            return false;
        }

        using var key = certificate.GetECDsaPublicKey();
        // RFC 7518 3.4: ES256 is P-256 with the two numbers one after the other, 64 bytes.
        return key is { KeySize: 256 } && passport.Signature.Length == 64
            && key.VerifyData(passport.Signed, passport.Signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    /// <summary>RFC 8224 8.3: numbers compare by their digits alone; whatever has none, by letter.</summary>
    private static bool Same(string? signed, string? shown)
    {
        if (signed is null || shown is null)
        {
            return false;
        }

        var (a, b) = (Digits(signed), Digits(shown));
        return a.Length > 0 && b.Length > 0 ? a == b : signed.Equals(shown, StringComparison.OrdinalIgnoreCase);
    }

    private static string Digits(string number) => string.Concat(number.Where(char.IsAsciiDigit));
}
