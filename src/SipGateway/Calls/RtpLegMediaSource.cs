using System.Net;
using Voxie.SipGateway.Media;
using Voxie.SipGateway.Rtp;

namespace Voxie.SipGateway.Calls;

/// <summary>Opens RTP sessions on the ports of the process.</summary>
internal sealed class RtpLegMediaSource(RtpPortPool ports, MediaEngine engine) : ILegMediaSource
{
    public IPAddress Address => ports.Address;

    public ILegMedia? TryOpen() => ports.TryOpen() is { } session ? new RtpLegMedia(session, engine) : null;
}
