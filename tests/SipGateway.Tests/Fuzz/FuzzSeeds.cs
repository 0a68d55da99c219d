using System.Text;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Tests.Corpora;

namespace Voxie.SipGateway.Tests.Fuzz;

/// <summary>What mutants are made of: the torture messages, and messages as telephones, exchanges and carriers really write them.</summary>
internal static class FuzzSeeds
{
    private static readonly string[] Written =
    [
        """
        INVITE sip:+4930123456@192.0.2.10:5060;transport=udp SIP/2.0
        Record-Route: <sip:198.51.100.20;lr;ftag=as58f4201b;did=a1b.c2>
        Via: SIP/2.0/UDP 198.51.100.20;branch=z9hG4bK7d9a.5d2c6a8c3f1b7d4e.0
        Via: SIP/2.0/UDP 203.0.113.5:5060;received=203.0.113.5;branch=z9hG4bK0a1b2c3d;rport=5060
        Max-Forwards: 69
        From: "Smith, Ann" <sip:+14155550100@203.0.113.5;user=phone>;tag=as58f4201b
        To: <sip:+4930123456@192.0.2.10>
        Contact: <sip:+14155550100@203.0.113.5:5060>
        Call-ID: 1e3f2d4c5b6a79880706050403020100@203.0.113.5:5060
        CSeq: 102 INVITE
        User-Agent: Asterisk PBX 20.5.0
        Date: Sat, 21 Nov 2026 10:00:00 GMT
        Allow: INVITE, ACK, CANCEL, OPTIONS, BYE, REFER, SUBSCRIBE, NOTIFY, INFO, PUBLISH, MESSAGE
        Supported: replaces, timer
        Session-Expires: 1800;refresher=uac
        Min-SE: 90
        P-Asserted-Identity: "Ann" <sip:+14155550100@example.com>, <tel:+14155550100;phone-context=example.com>
        Diversion: <sip:+4930999@example.com>;reason=no-answer;counter=2;privacy=off
        History-Info: <sip:+4930999@example.com?Reason=SIP%3Bcause%3D302>;index=1, <sip:+4930123456@192.0.2.10>;index=1.1
        Identity: eyJhbGciOiJFUzI1NiJ9.eyJhdHRlc3QiOiJBIn0.c2ln;info=<https://cert.example.org/passport.cer>;alg=ES256;ppt=shaken
        Content-Type: application/sdp
        Content-Length: 285

        v=0
        o=root 1821 1821 IN IP4 203.0.113.5
        s=Asterisk PBX 20.5.0
        c=IN IP4 203.0.113.5
        t=0 0
        m=audio 18270 RTP/AVP 8 0 101
        a=rtpmap:8 PCMA/8000
        a=rtpmap:0 PCMU/8000
        a=rtpmap:101 telephone-event/8000
        a=fmtp:101 0-16
        a=ptime:20
        a=maxptime:150
        a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj|2^20|1:4
        a=sendrecv

        """,
        """
        INVITE sip:1000@192.0.2.10 SIP/2.0
        v: SIP/2.0/TCP [2001:db8::9:1]:5060;branch=z9hG4bK-524287-1---0f0e;alias
        f: <sips:alice@example.com>;tag=1
        t: sip:1000@192.0.2.10
        i: a84b4c76e66710
        CSeq: 4294967295 INVITE
        m: "Alice" <sip:alice@[2001:db8::9:1]:5060;transport=tcp;ob>;+sip.instance="<urn:uuid:00000000-0000-1000-8000-000A95A0E128>";expires=60
        k: 100rel,timer, gruu , outbound
        Require: 100rel
        Replaces: 425928@bobster.example.org;to-tag=7743;from-tag=6472;early-only
        x: 90;refresher=uas
        Accept: application/sdp;level=1, application/*;q=0.5, */*;q=0.1
        c: multipart/mixed; boundary="b o"
        l: 200

        --b o
        Content-Type: application/sdp

        v=0
        o=- 1 1 IN IP6 2001:db8::9:1
        s=-
        c=IN IP6 2001:db8::9:1
        t=0 0
        m=audio 5004 RTP/AVP 0

        --b o
        Content-Type: application/isup; version=itu-t92+
        Content-Disposition: signal;handling=optional

        12345
        --b o--

        """,
        """
        SIP/2.0 401 Unauthorized
        Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK0123456789;rport=5060;received=192.0.2.10
        From: <sip:100@pbx.example.com>;tag=0011223344
        To: <sip:100@pbx.example.com>;tag=as1
        Call-ID: 00112233445566778899aabbccddeeff
        CSeq: 1 REGISTER
        WWW-Authenticate: Digest algorithm=MD5, realm="asterisk", nonce="1700000000/abcdef", opaque="5ccc", qop="auth,auth-int", stale=FALSE
        WWW-Authenticate: Digest algorithm=SHA-256,realm="asterisk",nonce="\"quoted\"",qop="auth"
        Retry-After: 5 (I'm in a meeting);duration=3600
        Warning: 301 isi.edu "Incompatible network address type 'E.164'", 399 x "y"
        Reason: Q.850;cause=16;text="Normal call clearing", SIP ;cause=600
        Content-Length: 0


        """,
        """
        REGISTER sip:pbx.example.com SIP/2.0
        Via: SIP/2.0/TLS 192.0.2.10:5061;branch=z9hG4bKabcdef
        From: <sip:100@pbx.example.com>;tag=1
        To: <sip:100@pbx.example.com>
        Call-ID: reg
        CSeq: 2 REGISTER
        Contact: *
        Expires: 0
        Authorization: Digest username="100",realm="asterisk",nonce="1700000000/abcdef",uri="sip:pbx.example.com",response="0123456789abcdef0123456789abcdef",algorithm=MD5,cnonce="0a4f113b",opaque="5ccc",qop=auth,nc=00000001
        Content-Length: 0


        """,
        """
        NOTIFY sip:voxie@192.0.2.10 SIP/2.0
        Via: SIP/2.0/UDP 203.0.113.5;branch=z9hG4bKnot
        From: <sip:a@example.com>;tag=1
        To: <sip:voxie@192.0.2.10>;tag=2
        Call-ID: n
        CSeq: 3 NOTIFY
        Event: refer;id=93809823
        Subscription-State: terminated;reason=noresource;retry-after=0
        Refer-To: "B" <sip:b@example.com?Replaces=12345%40192.168.118.3%3Bto-tag%3D12345%3Bfrom-tag%3D5FFE-3994&Require=replaces>
        Referred-By: <sip:r@example.com>;cid="20398823.2UWQFN309shb3@example.com"
        Session-ID: ab30317f1a784dc48ff824d0d3715d86;remote=00000000000000000000000000000000
        User-to-User: 56a390f3d2b7310023a2;encoding=hex;purpose=foo;content=bar
        Content-Type: message/sipfrag;version=2.0
        Content-Length: 16

        SIP/2.0 200 OK

        """,
        """
        INFO sip:voxie@192.0.2.10 SIP/2.0
        Via: SIP/2.0/UDP 203.0.113.5;branch=z9hG4bKinf
        From: <sip:a@example.com>;tag=1
        To: <sip:voxie@192.0.2.10>;tag=2
        Call-ID: n
        CSeq: 4 INFO
        Content-Type: application/dtmf-relay
        Content-Length: 26

        Signal=5
        Duration=160


        """,
    ];

    private static readonly byte[][] Real = [.. Written.Select(text => Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")))];

    /// <summary>Mostly what is valid: from what is refused already, little new comes through.</summary>
    public static readonly byte[][] Messages =
    [
        .. TortureCorpus.All.Select(message => message.Bytes),
        .. Enumerable.Repeat(TortureCorpus.All.Where(message => message.Class != "invalid").Select(message => message.Bytes).Concat(Real).Concat(Real), 4).SelectMany(bytes => bytes),
    ];

    public static readonly string[] Words =
    [
        "\r\n", "\r\n ", "\r\n\r\n", "\0", "\"", "<", ">", "é", "\u0085", "Via: ", "v:", "l: ", "Content-Length: 0\r\n", "Contact: *", "m: *", "CSeq: 4294967296 ", "Max-Forwards: 256",
        "SIP/2.0", "SIP/2.0/UDP ", "SIP/2.0 200 OK\r\n", "INVITE ", "sip:", "sips:", "tel:", "z9hG4bK", ";branch=", ";tag=", ";rport", ";lr", "?Route=%3Csip:x%3E", "%00", "[::1]",
        "[:::1.2.3.4]", "99999999999999999999", "\"\\\"", "<<<<<<<<", ">>>>>>>>", ",,,,,,,,", ";;;;;;;;", "Content-Type: multipart/mixed;boundary=x\r\n", "--x\r\n", "--x--", "v=0\r\n",
        "Digest ", "realm=\"", "qop=auth", "nonce=", "stale=true",
    ];

    /// <summary>Values of all headers of all messages that carry one of the names.</summary>
    public static byte[][] ValuesOf(params string[] names) =>
    [
        .. Messages.Distinct()
            .Select(bytes => SipParser.TryParse(bytes, out var message, out _) ? message : null)
            .OfType<SipMessage>()
            .SelectMany(message => names.SelectMany(message.Headers.All))
            .Distinct()
            .Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>Session descriptions of all messages.</summary>
    public static byte[][] Descriptions =>
    [
        .. Messages.Distinct()
            .Select(bytes => SipParser.TryParse(bytes, out var message, out _) && MessageBody.TryFind(message, MediaType.Sdp, out var body) ? body.ToArray() : [])
            .Where(body => body.Length > 0),
    ];
}
