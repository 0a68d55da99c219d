using System.Net;
using Voxie.Pipeline.Audio;
using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Media;
using Voxie.SipGateway.Rtp;

namespace Voxie.SipGateway.Calls;

/// <summary>What a SIP leg needs of its media: the RTP session, or a stand-in where a test has no clock threads.</summary>
internal interface ILegMedia : IAsyncDisposable
{
    /// <summary>Address (may be the any-address) and port that we receive on.</summary>
    IPEndPoint Local { get; }

    int RateHz { get; }

    /// <summary>Says what rate the line will probably have, before a codec is agreed.</summary>
    void Expect(int rateHz);

    long PlayedSamples { get; }

    /// <summary>Puts it on the clock. Once.</summary>
    void Start(IRtpObserver observer);

    /// <summary>What offer and answer settled; again after each new one.</summary>
    void Configure(RtpParameters parameters);

    void Listen(IFrameSink? sink);

    void Play(IFrameSource? source);

    void Tap(ILineTap tap);

    void Untap(ILineTap tap);

    /// <summary>Every datagram goes into this ring, too.</summary>
    void Capture(CaptureRing ring);

    /// <summary>Queues a key to be sent as a telephone event. Any thread.</summary>
    /// <returns>False: the peer takes none, no such key, or too many are waiting.</returns>
    bool SendDigit(char digit, TimeSpan duration);

    LegReport Report();
}
