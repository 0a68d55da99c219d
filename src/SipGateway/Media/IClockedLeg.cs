using Voxie.Pipeline.Audio;

namespace Voxie.SipGateway.Media;

/// <summary>
/// A leg as the media threads know it. Times are nanoseconds of the machine's monotonic clock. No method may block, await or
/// allocate per packet. A leg that throws is taken off the clock and told by <see cref="Fault"/>.
/// </summary>
internal interface IClockedLeg
{
    /// <summary>Descriptor whose datagrams <see cref="ReceiveMedia"/> reads; -1: none.</summary>
    int MediaFd { get; }

    /// <summary>Descriptor whose datagrams <see cref="ReceiveControl"/> reads; -1: none.</summary>
    int ControlFd { get; }

    /// <summary>The media socket has something to read: take one datagram. Clock thread.</summary>
    void ReceiveMedia(long now);

    /// <summary>The control socket has something to read: take one datagram. Clock thread.</summary>
    void ReceiveControl(long now);

    /// <summary>How often <see cref="Send"/> is called: every 10 or 20 ms. It may change from one call to the next.</summary>
    int BeatMs => 20;

    /// <summary>A beat has passed: send what is due. Clock thread.</summary>
    void Send(long now);

    /// <summary>A phase has passed: decode what has come. Listening thread.</summary>
    /// <returns>The sink that got frames; null when there were none.</returns>
    IFrameSink? Hear(long now);

    /// <summary>A method above threw. Called on the thread where it did; must not throw.</summary>
    void Fault(Exception exception);
}
