namespace Voxie.SipGateway.Media;

/// <summary>Facts of the codecs, and where their coders are made.</summary>
internal static class AudioCodecs
{
    /// <summary>Codecs that there are.</summary>
    public const int Count = 4;

    /// <summary>Longest stretch of sound in one packet, in milliseconds.</summary>
    public const int LongestPacketMs = 120;

    /// <summary>Highest rate of any codec's samples.</summary>
    public const int HighestRateHz = 16000;

    /// <summary>Rate of the samples that we encode and decode. Opus could do 48 kHz; speech needs no more than 16.</summary>
    public static int RateHz(this AudioCodec codec) => codec is AudioCodec.Pcmu or AudioCodec.Pcma ? G711.RateHz : HighestRateHz;

    /// <summary>Rate of the RTP timestamps. RFC 3551 4.5.2: that of G.722 is 8000 by an old mistake. RFC 7587 4.1: that of Opus is always 48000.</summary>
    public static int ClockHz(this AudioCodec codec) => codec == AudioCodec.Opus ? 48000 : 8000;

    /// <summary>As reports name it.</summary>
    public static string Name(this AudioCodec codec) => codec switch
    {
        AudioCodec.Pcmu => "PCMU",
        AudioCodec.Pcma => "PCMA",
        AudioCodec.G722 => "G722",
        _ => "opus",
    };

    public static IAudioDecoder NewDecoder(this AudioCodec codec) => codec switch
    {
        AudioCodec.G722 => new G722Decoder(),
        AudioCodec.Opus => new OpusDecoder(),
        _ => new G711Coder(codec),
    };

    /// <param name="opus">What the peer asks of our Opus.</param>
    public static IAudioEncoder NewEncoder(this AudioCodec codec, OpusTerms opus) => codec switch
    {
        AudioCodec.G722 => new G722Encoder(),
        AudioCodec.Opus => new OpusEncoder(opus),
        _ => new G711Coder(codec),
    };
}
