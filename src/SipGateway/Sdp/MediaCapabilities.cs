using System.Collections.Immutable;

namespace Voxie.SipGateway.Sdp;

/// <summary>What our media can do.</summary>
internal sealed record MediaCapabilities
{
    public static readonly MediaCapabilities Default = new();

    /// <summary>In the order we offer them.</summary>
    public ImmutableArray<SdpCodec> Codecs { get; init; } = [SdpCodec.Pcmu, SdpCodec.Pcma];

    /// <summary>Our answer takes the codec that stands first in our list, not the one that stands first in the offer (RFC 3264 6.1 lets us).</summary>
    public bool PrefersOwnOrder { get; init; }

    /// <summary>Transport profiles we take; we offer the first. AVPF without feedback of ours is AVP (RFC 4585 3.6).</summary>
    public ImmutableArray<string> Profiles { get; init; } = ["RTP/AVP", "RTP/AVPF"];

    public MediaEncryption Encryption { get; init; } = MediaEncryption.None;

    /// <summary>Packet times we can send, ascending, in milliseconds. Any is received.</summary>
    public ImmutableArray<int> PtimesMs { get; init; } = [10, 20, 30, 40, 60];

    public int PreferredPtimeMs { get; init; } = 20;

    /// <summary>Longest packets that we ask for. Longer ones are taken, too.</summary>
    public int MaxPtimeMs { get; init; } = 60;

    /// <summary>RTP and RTCP on one port (RFC 5761): offered, and taken when offered.</summary>
    public bool MultiplexesControl { get; init; } = true;

    /// <summary>RFC 4733 digits.</summary>
    public bool TelephoneEvents { get; init; } = true;

    public bool Takes(string profile) => Profiles.Contains(profile) || Encryption.Takes(profile);

    public SdpCodec? Find(RtpMap map)
    {
        foreach (var codec in Codecs)
        {
            if (codec.Matches(map)) return codec;
        }

        return null;
    }
}
