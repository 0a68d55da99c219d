using System.Collections.Immutable;
using Voxie.SipGateway.Media;
using Voxie.SipGateway.Sdp;

namespace Voxie.SipGateway.Calls;

/// <summary>Which codecs may be agreed with whom, and what those of session descriptions are to the media.</summary>
internal static class LegCodecs
{
    private static readonly ImmutableArray<(SdpCodec Said, AudioCodec Meant)> Known =
    [
        (SdpCodec.Pcmu, AudioCodec.Pcmu), (SdpCodec.Pcma, AudioCodec.Pcma), (SdpCodec.G722, AudioCodec.G722), (SdpCodec.Opus, AudioCodec.Opus),
    ];

    /// <summary>All that this machine can do; G.711 first, which costs the least and which everybody has.</summary>
    private static ImmutableArray<SdpCodec> Usable => [.. Known.Where(codec => codec.Meant != AudioCodec.Opus || Opus.IsAvailable).Select(codec => codec.Said)];

    /// <param name="names">In order of preference; empty: all.</param>
    public static ImmutableArray<SdpCodec> Of(IReadOnlyList<string> names)
    {
        var usable = Usable;
        return names.Count == 0 ? usable
            : [.. names.SelectMany(name => usable.Where(codec => codec.Encoding.Equals(name, StringComparison.OrdinalIgnoreCase)))];
    }

    public static AudioCodec Meaning(this SdpCodec codec)
    {
        foreach (var (said, meant) in Known)
        {
            if (said.Encoding == codec.Encoding) return meant;
        }

        throw new ArgumentException($"No codec of ours: {codec.Encoding}", nameof(codec));
    }

    /// <summary>What a=fmtp of Opus asks of the sender (RFC 7587 6.1). Ours is one channel in any case, which every receiver takes.</summary>
    public static OpusTerms OpusTerms(string? parameters)
    {
        var usual = Media.OpusTerms.Default;
        return new OpusTerms
        {
            Fec = FormatParameters.IsSet(parameters, "useinbandfec"),
            Dtx = FormatParameters.IsSet(parameters, "usedtx"),
            Constant = FormatParameters.IsSet(parameters, "cbr"),
            MaxBitrate = FormatParameters.Number(parameters, "maxaveragebitrate") ?? usual.MaxBitrate,
            MaxPlaybackHz = FormatParameters.Number(parameters, "maxplaybackrate") ?? usual.MaxPlaybackHz,
        };
    }
}
