using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Voxie.Pipeline.Calls;
using Voxie.SipGateway;
using Voxie.SipGateway.Media;
using Voxie.SipGateway.Rtp;

namespace Voxie.Admin.Cli.Calling;

/// <summary>SIP and media to dial with, without a node around them: any free ports, nobody can call in.</summary>
internal sealed class TestLine : IAsyncDisposable
{
    // Above the node's default media ports and below the ephemeral range: both may run on one machine.
    private const int FirstPort = 30000;
    private const int LastPort = 31999;

    private readonly MediaEngine _media;
    private readonly SipStack _sip;

    public TestLine(TimeProvider time)
    {
        _media = new MediaEngine(new MediaOptions(), static () => static _ => { }, time);
        var ports = new RtpPortPool(new RtpPortPoolOptions { FirstPort = FirstPort, LastPort = LastPort }, time);
        var options = new SipStackOptions { Listen = [new IPEndPoint(IPAddress.Loopback, 0)] };
        _sip = new SipStack(options, new SipStackParts(NobodyHome.Instance, NobodyHome.Instance, time, NullLoggerFactory.Instance), ports, _media);
        _media.Start();
        _sip.Start();
    }

    public IOutboundLegs Legs => _sip.Outbound;

    public async ValueTask DisposeAsync()
    {
        await _sip.DisposeAsync();
        await _media.DisposeAsync();
    }
}
