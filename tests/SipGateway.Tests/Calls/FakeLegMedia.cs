using System.Net;
using Voxie.Pipeline.Audio;
using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Calls;
using Voxie.SipGateway.Media;
using Voxie.SipGateway.Rtp;

namespace Voxie.SipGateway.Tests.Calls;

/// <summary>Media without sockets or threads: keeps what it was told.</summary>
internal sealed class FakeLegMedia(FakeLegMediaSource source, int port) : ILegMedia
{
    private bool _disposed;

    public IPEndPoint Local { get; } = new(source.Address, port);
    public int RateHz { get; private set; } = 8000;
    public long PlayedSamples => 0;
    public IRtpObserver? Observer { get; private set; }
    public void Expect(int rateHz) => RateHz = rateHz;

    public List<RtpParameters> Configured { get; } = [];

    public void Start(IRtpObserver observer)
    {
        Assert.Null(Observer);
        Observer = observer;
    }

    public void Configure(RtpParameters parameters) => Configured.Add(parameters);

    public void Listen(IFrameSink? sink)
    {
    }

    public void Play(IFrameSource? source)
    {
    }

    public void Tap(ILineTap tap)
    {
    }

    public void Untap(ILineTap tap)
    {
    }

    public void Capture(CaptureRing ring)
    {
    }

    public List<char> SentDigits { get; } = [];

    public bool SendDigit(char digit, TimeSpan duration)
    {
        SentDigits.Add(digit);
        return true;
    }

    public LegReport Report() => new() { Codec = Configured.Count == 0 ? null : Configured[^1].Codec.ToString() };

    public ValueTask DisposeAsync()
    {
        if (!_disposed)
        {
            _disposed = true;
            source.Open.Remove(this);
        }

        return ValueTask.CompletedTask;
    }
}

internal sealed class FakeLegMediaSource(int capacity = 1000) : ILegMediaSource
{
    private int _next = 20000;

    public IPAddress Address { get; init; } = IPAddress.Loopback;

    public List<FakeLegMedia> Open { get; } = [];

    public ILegMedia? TryOpen()
    {
        if (Open.Count >= capacity)
        {
            return null;
        }

        var media = new FakeLegMedia(this, _next);
        _next += 2;
        Open.Add(media);
        return media;
    }
}
