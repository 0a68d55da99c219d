using System.ComponentModel;
using System.Net;
using Voxie.SipGateway.Transport;

namespace Voxie.Admin.Config;

/// <summary>One SIP listener with all that may be said of it.</summary>
internal sealed record SipListenerOptions
{
    [Description("udp, tcp, tls, ws or wss (SIP over WebSocket).")]
    public SipTransportKind Transport { get; init; }

    [Description("Address and port; 0.0.0.0 and [::] are all of one family.")]
    public IPEndPoint Address { get; init; } = new(IPAddress.Loopback, 0);

    [Description("What Via, Contact and SDP tell peers: an address or a domain, with a port if it is another one; or stun:host:port to ask a STUN server. Absent: sip.advertise.")]
    public string? Advertise { get; init; }

    [Description("Web pages that may connect (ws, wss), by their origin such as https://phone.example.com. Programs that are no pages may always.")]
    public IReadOnlyList<string> Origins { get; init; } = [];

    [Description("PEM file of the certificate and those between it and its root (tls, wss). Relative to the configuration file. Absent: that of sip.tls.")]
    public string? Certificate { get; init; }

    [Description("PEM file of its key, not encrypted. Absent: in the same file.")]
    public string? Key { get; init; }

    [Description("Whether those who connect must show a certificate. Absent: as in sip.tls.")]
    public ClientCertificates? ClientCertificates { get; init; }

    [Description("PEM file of the roots that peers' certificates must come from. Absent: that of sip.tls, else those of the system.")]
    public string? TrustAnchors { get; init; }
}
