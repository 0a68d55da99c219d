using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Tests.Calls.Trunks;
using Voxie.SipGateway.Tests.Transport;
using Voxie.TestKit;

namespace Voxie.SipGateway.Tests.Calls;

/// <summary>A whole SIP stack on a network in memory and on virtual time, and a peer that is only a hand on the wire.</summary>
internal sealed class SipRig
{
    public static readonly IPEndPoint OurAddress = IPEndPoint.Parse("127.0.0.1:5060");
    public static readonly IPEndPoint PeerAddress = IPEndPoint.Parse("127.0.0.2:5070");

    public const string Offer = """
        v=0
        o=peer 1 1 IN IP4 127.0.0.2
        s=-
        c=IN IP4 127.0.0.2
        t=0 0
        m=audio 30000 RTP/AVP 0 8 101
        a=rtpmap:101 telephone-event/8000

        """;

    /// <summary>An INVITE from any address, without a body.</summary>
    public static string Invite(string from) => $"""
        INVITE sip:echo@127.0.0.1 SIP/2.0
        Via: SIP/2.0/UDP {from};branch=z9hG4bKinvite
        From: <sip:someone@{from}>;tag=someone
        To: <sip:echo@127.0.0.1>
        Call-ID: from-{from}
        CSeq: 1 INVITE
        Contact: <sip:someone@{from}>


        """;

    /// <param name="terms">Of the trunk that every request comes from; null: no trunk.</param>
    /// <param name="codecs">What the trunk allows.</param>
    public SipRig(int mediaPorts = 1000, TrunkTerms? terms = null, SrtpPolicy srtp = SrtpPolicy.Off, SrtpKeyExchange keys = SrtpKeyExchange.Sdes, DtmfWay dtmf = DtmfWay.Rfc4733, params string[] codecs)
    {
        Trunk = terms is null ? null : new Trunk
        {
            Id = "test", Sources = [IPNetwork.Parse("127.0.0.2/32")], Target = "sip:127.0.0.2:5070", Dialling = new TrunkDialling { Allow = ["*"] },
            Terms = terms, Srtp = srtp, SrtpKeys = keys, Dtmf = dtmf, Codecs = codecs,
        };
        Network = new LossyNetwork(Time);
        Peer = Network.Listen(PeerAddress.ToString());
        Media = new FakeLegMediaSource(mediaPorts);
        Stack = NewStack(OurAddress.ToString(), Intake, Media);
    }

    public Trunk? Trunk { get; }

    public FakeTimeProvider Time { get; } = new();
    public LossyNetwork Network { get; }
    public MemorySipTransport Peer { get; }

    /// <summary>The listener of the stack made last.</summary>
    public MemorySipTransport Ours { get; private set; } = null!;

    public FakeIntake Intake { get; } = new();
    public FakeLegMediaSource Media { get; }
    public SipStack Stack { get; }

    public ICallLeg Leg => Intake.Legs[^1];

    /// <summary>Kinds of what our stack sent, in order.</summary>
    public IEnumerable<string> SentKinds => Network.Sent.Where(d => d.From.Equals(OurAddress)).Select(d => d.Kind);

    public Datagram LastSent => Network.Sent.Last(d => d.From.Equals(OurAddress));

    /// <summary>The To tag that our stack gave to the peer's call.</summary>
    public string OurTag { get; private set; } = "";

    public SipStack NewStack(string address, FakeIntake intake, FakeLegMediaSource media)
    {
        Ours = Network.Listen(address);
        var stack = new SipStack(new SipStackOptions { Listeners = [] },
            new SipStackParts(intake, intake, Time, NullLoggerFactory.Instance) { Trunks = Trunk is null ? new FixedTrunks() : new FixedTrunks(Trunk) },
            [Ours], media, layers => layers with { Random = new Random(1) });
        stack.Start();
        return stack;
    }

    /// <summary>Dials the peer, through the trunk when there is one.</summary>
    public ICallLeg DialThroughTrunk()
    {
        var leg = Stack.Outbound.Dial(new DialTarget("sip:peer@127.0.0.2:5070", "voxie", Trunk?.Id));
        Intake.Watch(leg);
        Run(1);
        return leg;
    }

    public void Run(double milliseconds) => Time.Advance(TimeSpan.FromMilliseconds(milliseconds));

    /// <summary>The peer sends a request; it has arrived on return.</summary>
    public void PeerSends(
        string method, int cseq = 1, string? branch = null, bool inDialog = false, string user = "echo", string headers = "", string body = "",
        string type = "application/sdp", string callId = "call-1")
    {
        var content = body.Length == 0 ? "" : $"Content-Type: {type}\r\n";
        var to = inDialog ? $"<sip:{user}@127.0.0.1>;tag={OurTag}" : $"<sip:{user}@127.0.0.1>";
        var sdp = body.ReplaceLineEndings("\r\n");
        Peer.SendText($"""
            {method} sip:{user}@127.0.0.1 SIP/2.0
            Via: SIP/2.0/UDP 127.0.0.2:5070;branch={branch ?? $"z9hG4bK{callId}{method}{cseq}"}
            Max-Forwards: 70
            From: "Peer" <sip:peer@127.0.0.2>;tag=peertag
            To: {to}
            Call-ID: {callId}
            CSeq: {cseq} {method}
            Contact: <sip:peer@127.0.0.2:5070>
            {headers}{content}Content-Length: {sdp.Length}

            {sdp}
            """, OurAddress);
        Run(1);
    }

    /// <summary>The peer answers the last request of ours of that method; it has arrived on return.</summary>
    public void PeerAnswers(string method, int status, string toTag = "peertag", string body = "", string headers = "")
    {
        var request = Network.Sent.Last(d => d.From.Equals(OurAddress) && d.Kind == method).Text.Split("\r\n");
        string Line(string name) => request.First(l => l.StartsWith(name, StringComparison.Ordinal));
        var to = Line("To:");
        var content = body.Length == 0 ? "" : "Content-Type: application/sdp\r\n";
        var sdp = body.ReplaceLineEndings("\r\n");
        Peer.SendText($"""
            SIP/2.0 {status} Whatever
            {Line("Via:")}
            {Line("From:")}
            {(to.Contains("tag=", StringComparison.Ordinal) || status == 100 ? to : $"{to};tag={toTag}")}
            {Line("Call-ID:")}
            {Line("CSeq:")}
            Contact: <sip:peer@127.0.0.2:5070>
            {headers}{content}Content-Length: {sdp.Length}

            {sdp}
            """, OurAddress);
        Run(1);
    }

    /// <summary>The peer sends a request in the dialog that our last INVITE made; it has arrived on return.</summary>
    public void PeerSendsBack(string method, int cseq, string tag = "peertag", string headers = "", string body = "", string type = "application/sdp")
    {
        var invite = Network.Sent.Last(d => d.From.Equals(OurAddress) && d.Kind == "INVITE").Text.Split("\r\n");
        string Line(string name) => invite.First(l => l.StartsWith(name, StringComparison.Ordinal));
        var content = body.Length == 0 ? "" : $"Content-Type: {type}\r\n";
        var sdp = body.ReplaceLineEndings("\r\n");
        Peer.SendText($"""
            {method} sip:voxie@127.0.0.1:5060 SIP/2.0
            Via: SIP/2.0/UDP 127.0.0.2:5070;branch=z9hG4bKback{tag}{method}{cseq}
            From: {Line("To:")["To: ".Length..].Split(";tag=")[0]};tag={tag}
            To: {Line("From:")["From: ".Length..]}
            {Line("Call-ID:")}
            CSeq: {cseq} {method}
            Contact: <sip:peer@127.0.0.2:5070>
            {headers}{content}Content-Length: {sdp.Length}

            {sdp}
            """, OurAddress);
        Run(1);
    }

    /// <summary>Value of a header in the last thing that our stack sent; null: it has none.</summary>
    public string? Said(string name) =>
        LastSent.Text.Split("\r\n").FirstOrDefault(l => l.StartsWith(name + ":", StringComparison.Ordinal))?[(name.Length + 1)..].Trim();

    /// <summary>The call answers its leg; the 200 has arrived on return.</summary>
    public void Answer()
    {
        Assert.True(Leg.AnswerAsync(default).AsTask().IsCompletedSuccessfully);
        Run(1);
        RememberTag();
    }

    /// <summary>Sets up an answered call: INVITE, 200, ACK.</summary>
    public void EstablishInbound(string offer = Offer)
    {
        PeerSends("INVITE", body: offer);
        Answer();
        PeerSends("ACK", inDialog: true, branch: "z9hG4bKack");
    }

    public void UseTag(string tag) => OurTag = tag;

    public void RememberTag()
    {
        var to = LastSent.Text.Split("\r\n").First(l => l.StartsWith("To:", StringComparison.Ordinal));
        OurTag = to.Split("tag=")[1];
    }

    /// <summary>Lets every timer run out and asserts that nothing is left anywhere.</summary>
    public void AssertNothingLeft()
    {
        Time.Advance(TimeSpan.FromSeconds(120));
        Assert.Equal(new SipStackCounts(0, 0, 0, 0, 0), Stack.Counts());
        Assert.Empty(Media.Open);
        Assert.Equal(0, Time.ArmedTimers);
    }
}
