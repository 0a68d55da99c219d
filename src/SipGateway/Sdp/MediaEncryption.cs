using System.Collections.Immutable;

namespace Voxie.SipGateway.Sdp;

/// <summary>What may be agreed about keys. Nothing is ever lowered silently: what does not fit is refused.</summary>
internal sealed record MediaEncryption
{
    public const string SecureProfile = "RTP/SAVP";

    /// <summary>More a=crypto lines than this in one medium are not looked at.</summary>
    private const int MaxLines = 16;

    /// <summary>No keys at all: secure profiles are refused, and keys beside plain ones not looked at.</summary>
    public static readonly MediaEncryption None = new();

    /// <summary>In our order of preference.</summary>
    public ImmutableArray<CryptoSuite> Suites { get; init; } = [];

    /// <summary>Our own; null: we have none to say.</summary>
    public LocalKeys? Keys { get; init; }

    /// <summary>Without keys there is no session.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Nobody reads the keys on their way. Otherwise none are said and none believed.</summary>
    public bool KeysTravelSafely { get; init; } = true;

    /// <summary>Profile that we offer instead of the plain one.</summary>
    public string? OfferedProfile { get; init; }

    /// <summary>Our offers and answers may hold keys.</summary>
    public bool IsPossible => !Suites.IsEmpty && Keys != null && KeysTravelSafely;

    /// <summary>Everything we could say would be refused by ourselves.</summary>
    public bool IsHopeless => IsRequired && !IsPossible;

    public static bool IsSecure(string profile) => profile is SecureProfile or "RTP/SAVPF";

    public bool Takes(string profile) => !Suites.IsEmpty && IsSecure(profile);

    /// <summary>Reads the keys of a medium.</summary>
    /// <param name="crypto">The peer's first line that we can use (RFC 4568 5.1.2: its order is its preference); null: the medium is plain.</param>
    public SdpRefusal Read(MediaDescription media, out CryptoAttribute? crypto)
    {
        crypto = null;
        var needed = IsRequired || IsSecure(media.Protocol);
        if (!IsPossible) return !needed ? SdpRefusal.None : Suites.IsEmpty ? SdpRefusal.NoKeys : SdpRefusal.KeysInClear;
        foreach (var attribute in media.Attributes.Where(attribute => attribute.Name == CryptoAttribute.Name).Take(MaxLines))
        {
            if (CryptoAttribute.TryParse(attribute.Value, out var line) == CryptoFault.None && Find(line!.Suite) is { } suite && line.Key.Length == suite.KeyBytes)
            {
                crypto = line;
                return SdpRefusal.None;
            }
        }

        return needed ? SdpRefusal.NoKeys : SdpRefusal.None;
    }

    public CryptoSuite? Find(string name)
    {
        foreach (var suite in Suites)
        {
            if (suite.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return suite;
        }

        return null;
    }
}
