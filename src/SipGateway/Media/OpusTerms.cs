namespace Voxie.SipGateway.Media;

/// <summary>What a peer asks of the Opus that we send (RFC 7587 6.1, 7).</summary>
internal sealed record OpusTerms
{
    public static readonly OpusTerms Default = new();

    /// <summary>It makes use of in-band error correction.</summary>
    public bool Fec { get; init; }

    /// <summary>It would rather have us say nothing than silence.</summary>
    public bool Dtx { get; init; }

    /// <summary>Bits per second that it takes, on average.</summary>
    public int MaxBitrate { get; init; } = 510_000;

    /// <summary>Highest rate that it plays.</summary>
    public int MaxPlaybackHz { get; init; } = 48000;

    /// <summary>Every packet is to be of the same size.</summary>
    public bool Constant { get; init; }
}
