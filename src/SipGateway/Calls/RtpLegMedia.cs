using System.Net;
using Voxie.Pipeline.Audio;
using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Media;
using Voxie.SipGateway.Rtp;

namespace Voxie.SipGateway.Calls;

/// <summary>Media over an RTP session on the clock of the process.</summary>
internal sealed class RtpLegMedia(RtpSession session, MediaEngine engine) : ILegMedia
{
    public IPEndPoint Local => session.Local;

    public int RateHz => session.RateHz;

    public void Expect(int rateHz) => session.Expect(rateHz);

    public long PlayedSamples => session.PlayedSamples;

    public void Start(IRtpObserver observer) => session.Start(engine, observer);

    public void Configure(RtpParameters parameters) => session.Configure(parameters);

    public void Listen(IFrameSink? sink) => session.Listen(sink);

    public void Play(IFrameSource? source) => session.Play(source);

    public void Tap(ILineTap tap) => session.Tap(tap);

    public void Untap(ILineTap tap) => session.Untap(tap);

    public void Capture(CaptureRing ring) => session.Capture(ring);

    public bool SendDigit(char digit, TimeSpan duration) => session.SendDigit(digit, duration);

    public LegReport Report() => session.Report();

    public ValueTask DisposeAsync() => session.DisposeAsync();
}
