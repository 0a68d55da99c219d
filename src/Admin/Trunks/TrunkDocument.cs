using System.ComponentModel;
using Voxie.SipGateway.Calls.Trunks;

namespace Voxie.Admin.Trunks;

/// <summary>What people write about a trunk: the common part of the API's body, the YAML file and a stored version. What is absent is the preset's, or the default.</summary>
internal record TrunkDocument
{
    [Description("Name for people, at most 100 characters.")]
    public string? Name { get; init; }

    [Description("A disabled trunk admits nobody, calls nobody and registers nowhere. Default true.")]
    public bool? Enabled { get; init; }

    [Description("Settings to start from: asterisk, freeswitch, kamailio, livekit, telnyx, twilio.")]
    public string? Preset { get; init; }

    [Description("Addresses that requests may come from, as address or CIDR. Empty: any with the inbound credentials, else nobody.")]
    public IReadOnlyList<string>? Sources { get; init; }

    [Description("Transports that requests may come over: udp, tcp, tls, ws, wss. Empty: any.")]
    public IReadOnlyList<string>? Transports { get; init; }

    [Description("Who calls in must prove this name and password (digest). Absent: the address is the proof.")]
    public CredentialsDocument? Inbound { get; init; }

    [Description("Where calls go: a SIP URI without user, such as sip:pbx.example.com:5061;transport=tls. Absent: no calls out.")]
    public string? Target { get; init; }

    [Description("Name and password for the peer's challenges.")]
    public CredentialsDocument? Outbound { get; init; }

    [Description("Register as an extension, with the outbound credentials.")]
    public RegistrationDocument? Registration { get; init; }

    [Description("Seconds between OPTIONS to the target, 5 to 3600. Absent: none.")]
    public int? PingSeconds { get; init; }

    [Description("The only codecs that are agreed on, in order of preference: PCMU, PCMA, G722, opus. Absent: all, in the order of who offers; we offer G.711 first.")]
    public IReadOnlyList<string>? Codecs { get; init; }

    [Description("Encryption of media: off, optional, required. Default off.")]
    public SrtpPolicy? Srtp { get; init; }

    [Description("How its keys are agreed: sdes (in the signalling), dtls (by a handshake on the media's own way). Default sdes.")]
    public SrtpKeyExchange? SrtpKeys { get; init; }

    [Description("How keys are sent: rfc4733 (as tones to a peer that takes no telephone events), info (SIP INFO), inband (tones). Those of the peer are taken whichever way they come. Default rfc4733.")]
    public DtmfWay? Dtmf { get; init; }

    public TermsDocument? Terms { get; init; }
    public HeadersDocument? Headers { get; init; }
    public TrunkLimitsDocument? Limits { get; init; }
    public DiallingDocument? Dialling { get; init; }

    /// <summary>Only the common part, whatever the derived type carries besides.</summary>
    public TrunkDocument Plain() => new()
    {
        Name = Name, Enabled = Enabled, Preset = Preset, Sources = Sources, Transports = Transports, Inbound = Inbound, Target = Target,
        Outbound = Outbound, Registration = Registration, PingSeconds = PingSeconds, Codecs = Codecs, Srtp = Srtp, SrtpKeys = SrtpKeys, Dtmf = Dtmf,
        Terms = Terms,
        Headers = Headers, Limits = Limits, Dialling = Dialling,
    };

    /// <summary>This document with what it leaves out taken from another one.</summary>
    public TrunkDocument Over(TrunkDocument below) => new()
    {
        Name = Name ?? below.Name,
        Enabled = Enabled ?? below.Enabled,
        Preset = Preset,
        Sources = Sources ?? below.Sources,
        Transports = Transports ?? below.Transports,
        Inbound = Inbound ?? below.Inbound,
        Target = Target ?? below.Target,
        Outbound = Outbound ?? below.Outbound,
        Registration = Registration ?? below.Registration,
        PingSeconds = PingSeconds ?? below.PingSeconds,
        Codecs = Codecs ?? below.Codecs,
        Srtp = Srtp ?? below.Srtp,
        SrtpKeys = SrtpKeys ?? below.SrtpKeys,
        Dtmf = Dtmf ?? below.Dtmf,
        Terms = (Terms ?? new TermsDocument()).Over(below.Terms ?? new TermsDocument()),
        Headers = (Headers ?? new HeadersDocument()).Over(below.Headers ?? new HeadersDocument()),
        Limits = (Limits ?? new TrunkLimitsDocument()).Over(below.Limits ?? new TrunkLimitsDocument()),
        Dialling = (Dialling ?? new DiallingDocument()).Over(below.Dialling ?? new DiallingDocument()),
    };
}

internal sealed record CredentialsDocument
{
    [Description("User name, 1 to 128 characters.")]
    public string User { get; init; } = "";

    [Description("Password, 1 to 256 characters. Kept sealed; the API shows ******** and keeps the old one when that comes back.")]
    public string Password { get; init; } = "";

    [Description("Only this realm is answered or asked for. Absent: the peer's; our own is voxie.")]
    public string? Realm { get; init; }

    [Description("Digest algorithms, MD5 and SHA-256. Of callers (inbound): what they are asked for, in this order; absent: MD5. Of our own requests (outbound): what may be answered, the strongest first; absent: both.")]
    public IReadOnlyList<string>? Algorithms { get; init; }
}

internal sealed record RegistrationDocument
{
    [Description("SIP URI without user, such as sip:pbx.example.com.")]
    public string Registrar { get; init; } = "";

    [Description("The extension: user part of the address of record.")]
    public string User { get; init; } = "";

    [Description("Seconds asked for, 60 to 86400; the registrar may shorten them.")]
    public int ExpiresSeconds { get; init; } = 600;

    [Description("Seconds between signs of life (CRLF) that keep a NAT open, 10 to 600; 0: none. Absent: every 25 over UDP where the registrar sees us behind a NAT.")]
    public int? KeepAliveSeconds { get; init; }
}
