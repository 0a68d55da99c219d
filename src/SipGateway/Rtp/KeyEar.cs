using Voxie.Pipeline.Audio;

namespace Voxie.SipGateway.Rtp;

/// <summary>Listens for key tones in what is heard, for peers that send no telephone events. Listening thread only; allocates nothing per frame.</summary>
internal sealed class KeyEar(int rateHz) : IFrameSink
{
    private IFrameSink? _sink;
    private DtmfDetector? _detector;
    private IRtpObserver? _observer;

    /// <summary>Where the frames go that are accepted next.</summary>
    /// <param name="listens">False: nothing is listened for.</param>
    public IFrameSink? Before(IFrameSink? sink, bool listens, IRtpObserver? observer)
    {
        if (!listens)
        {
            _detector = null;
            return sink;
        }
        (_sink, _observer) = (sink, observer);
        _detector ??= new DtmfDetector(rateHz);
        return this;
    }

    public void Accept(in AudioFrame frame)
    {
        _sink?.Accept(frame);
        for (var rest = frame.Samples; !rest.IsEmpty; rest = rest[Math.Min(rest.Length, rateHz / 50)..])
        {
            if (_detector!.Take(rest[..Math.Min(rest.Length, rateHz / 50)]) is { } heard)
                _observer?.KeyHeard(heard.Key, TimeSpan.FromSeconds((double)heard.Samples / rateHz));
        }
    }
}
