using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Voxie.SipGateway.Sdp;

/// <summary>What one side says about its end of a DTLS association (RFC 5763 5, RFC 8842 5).</summary>
/// <param name="Fingerprints">At least one.</param>
/// <param name="TlsId">Another one means another association; null: not said.</param>
internal sealed record DtlsDescription(ImmutableArray<Fingerprint> Fingerprints, DtlsSetup Setup, string? TlsId = null)
{
    private const string SetupName = "setup";

    /// <summary>More fingerprints than this are not looked at.</summary>
    private const int MaxFingerprints = 8;

    /// <summary>Reads those of one medium; what it does not say the session says (RFC 8122 5). False: nothing of use.</summary>
    public static bool TryRead(SessionDescription session, MediaDescription media, [NotNullWhen(true)] out DtlsDescription? description)
    {
        description = null;
        var prints = Prints(media.Attributes);
        if (prints.IsEmpty) prints = Prints(session.Attributes);
        if (prints.IsEmpty || !TryReadSetup(media[SetupName] ?? Find(session, SetupName), out var setup)) return false;
        description = new DtlsDescription(prints, setup, media["tls-id"] ?? Find(session, "tls-id"));
        return true;
    }

    public IEnumerable<SdpAttribute> ToAttributes() =>
        [.. Fingerprints.Select(static print => print.ToAttribute()), new(SetupName, Setup.ToString().ToLowerInvariant())];

    private static ImmutableArray<Fingerprint> Prints(ImmutableArray<SdpAttribute> attributes)
    {
        var prints = ImmutableArray.CreateBuilder<Fingerprint>();
        foreach (var attribute in attributes)
        {
            if (prints.Count < MaxFingerprints && attribute.Name == Fingerprint.Name && Fingerprint.TryParse(attribute.Value, out var print)) prints.Add(print);
        }

        return prints.ToImmutable();
    }

    // RFC 4145 4: who says nothing is active. holdconn asks for no connection, and so for no keys.
    private static bool TryReadSetup(string? text, out DtlsSetup setup)
    {
        setup = DtlsSetup.Active;
        switch (text?.Trim().ToLowerInvariant())
        {
            case null or "active":
                return true;
            case "passive":
                setup = DtlsSetup.Passive;
                return true;
            case "actpass":
                setup = DtlsSetup.ActPass;
                return true;
            default:
                return false;
        }
    }

    private static string? Find(SessionDescription session, string name)
    {
        foreach (var attribute in session.Attributes)
        {
            if (attribute.Name == name) return attribute.Value;
        }

        return null;
    }
}
