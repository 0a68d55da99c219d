using System.Net;
using Voxie.SipGateway.Media;

namespace Voxie.SipGateway.Rtp;

/// <summary>An even RTP port and the odd RTCP port above it, both bound (RFC 3550 11).</summary>
internal sealed class RtpPortPair(RtpPortPool pool, int index, IPEndPoint local, MediaSocket media, MediaSocket control)
{
    public IPEndPoint Local { get; } = local;
    public MediaSocket Media { get; } = media;
    public MediaSocket Control { get; } = control;

    /// <summary>Number of the pair in its pool.</summary>
    public int Index { get; } = index;

    /// <summary>Gives the ports back, once.</summary>
    /// <param name="carried">A packet has gone through it in either direction: it must rest.</param>
    /// <param name="ssrcs">Whom the call heard; refused by the next call on these ports.</param>
    public void Return(bool carried, uint[] ssrcs) => pool.TakeBack(this, carried, ssrcs);

    public void Close()
    {
        Media.Dispose();
        Control.Dispose();
    }

    /// <summary>Throws away what waits in the sockets.</summary>
    /// <returns>True when there was anything.</returns>
    public bool Drain()
    {
        Span<byte> scratch = stackalloc byte[1];
        var any = false;
        // Bounded: a flood must not keep the caller here.
        for (var i = 0; i < 1000 && Media.Receive(scratch, out _) >= 0; i++) any = true;
        for (var i = 0; i < 1000 && Control.Receive(scratch, out _) >= 0; i++) any = true;
        return any;
    }
}
