using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Calls;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Security;
using Voxie.SipGateway.Tests.Calls.Trunks;
using Voxie.SipGateway.Tests.Transport;
using Voxie.SipGateway.Transport;
using Voxie.TestKit;

namespace Voxie.SipGateway.Tests.Calls;

/// <summary>A carrier with several servers: which of them gets the call, and what becomes of those that were asked in vain.</summary>
public sealed class FailoverTests : ITrunkTargets, ITrunkLines
{
    private const string Sdp = "v=0\r\no=p 1 1 IN IP4 127.0.0.3\r\ns=-\r\nc=IN IP4 127.0.0.3\r\nt=0 0\r\nm=audio 30000 RTP/AVP 0\r\n";
    private static readonly IPEndPoint First = IPEndPoint.Parse("127.0.0.2:5060"), Second = IPEndPoint.Parse("127.0.0.3:5060");
    private static readonly Trunk Carrier = new()
    {
        Id = "carrier", Target = "sip:carrier.test", OutboundCredentials = new TrunkCredentials("alice", "secret"), Dialling = new TrunkDialling { Allow = ["*"] },
    };

    private readonly FakeTimeProvider _time = new();
    private readonly LossyNetwork _network;
    private readonly FakeIntake _intake = new();
    private readonly FakeLegMediaSource _media = new(10);
    private readonly Dictionary<IPEndPoint, MemorySipTransport> _servers = [];
    private readonly MemorySipTransport _ours;
    private readonly SipStack _stack;
    private readonly List<SipTarget> _failed = [];

    public FailoverTests()
    {
        _network = new LossyNetwork(_time);
        _ours = _network.Listen(SipRig.OurAddress.ToString());
        foreach (var server in (IPEndPoint[])[First, Second])
        {
            _servers.Add(server, _network.Listen(server.ToString()));
        }

        var trunks = new FixedTrunks(Carrier);
        _stack = new SipStack(new SipStackOptions { Listeners = [] }, new SipStackParts(_intake, _intake, _time, NullLoggerFactory.Instance) { Trunks = trunks },
            [_ours], _media, layers => layers with
            {
                Gate = new DialGate(layers.Transports, layers.Legs, new TrunkUse(trunks, new TrunkRates(_time), new KnownPeers(10)), this, this, _time),
            });
        _stack.Start();
    }

    /// <summary>Every INVITE and CANCEL that we sent, copies left out, as <c>INVITE 127.0.0.2</c>.</summary>
    private IEnumerable<string> Sent => _network.Sent.Where(d => d.From.Equals(SipRig.OurAddress))
        .DistinctBy(d => d.StartLine + Line(d, "Via")).Select(d => $"{d.Kind} {d.To.Address}");

    IReadOnlyList<SipTarget> ITrunkTargets.Of(Trunk trunk) => [new("UDP", First), new("UDP", Second)];

    void ITrunkTargets.Failed(SipTarget target) => _failed.Add(target);

    LineSighting? ITrunkLines.Of(SipRequest request, SipFlow flow) => null;

    IReadOnlyList<NameAddr> ITrunkLines.ServiceRouteOf(string trunkId) =>
        SipUri.TryParse("sip:edge.test;lr", out var edge) ? [new NameAddr(edge)] : [];

    private static string Line(Datagram sent, string name) => sent.Text.Split("\r\n").First(line => line.StartsWith(name + ":", StringComparison.Ordinal));

    private ICallLeg Dial()
    {
        var leg = _stack.Outbound.Dial(new DialTarget("+15550100", "voxie", "carrier"));
        _intake.Watch(leg);
        Run(0.002);
        return leg;
    }

    private void Run(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>A server answers the last INVITE that it got.</summary>
    private void Answer(IPEndPoint server, int status, string headers = "", string body = "", string method = "INVITE")
    {
        var request = _network.Sent.Last(d => d.To.Equals(server) && d.Kind == method);
        _servers[server].SendText($"""
            SIP/2.0 {status} Whatever
            {Line(request, "Via")}
            {Line(request, "From")}
            {Line(request, "To")};tag=t{server.Address}
            {Line(request, "Call-ID")}
            {Line(request, "CSeq")}
            Contact: <sip:{server}>
            {headers}{(body.Length > 0 ? "Content-Type: application/sdp\r\n" : "")}Content-Length: {body.Length}

            {body}
            """, SipRig.OurAddress);
        Run(0.002);
    }

    [Fact]
    public void A_server_that_says_503_leads_to_the_next_with_the_same_call()
    {
        var leg = Dial();
        Answer(First, 503);
        Assert.Equal(["INVITE 127.0.0.2", "ACK 127.0.0.2", "INVITE 127.0.0.3"], Sent);
        var (before, after) = (_network.Sent.First(d => d.Kind == "INVITE"), _network.Sent.Last(d => d.Kind == "INVITE"));
        Assert.Equal((Line(before, "Call-ID"), Line(before, "From"), before.StartLine), (Line(after, "Call-ID"), Line(after, "From"), after.StartLine));
        Assert.Equal("CSeq: 2 INVITE", Line(after, "CSeq"));
        Assert.NotEqual(Line(before, "Via"), Line(after, "Via"));
        Assert.Equal("Route: <sip:edge.test;lr>", Line(after, "Route"));
        Assert.Equal([new SipTarget("UDP", First)], _failed);

        Answer(Second, 200, body: Sdp);
        Assert.Contains("LegAnswered", _intake.NamesOf(leg));
    }

    [Fact]
    public void A_server_that_says_nothing_is_given_four_seconds_and_its_late_answer_is_hung_up()
    {
        var leg = Dial();
        Run(3.9);
        Assert.Equal(["INVITE 127.0.0.2"], Sent);
        Run(0.2);
        Assert.Equal(["INVITE 127.0.0.2", "INVITE 127.0.0.3"], Sent);
        Answer(Second, 180);
        Answer(First, 180);
        Assert.Equal("CANCEL 127.0.0.2", Sent.Last());
        Answer(First, 200, body: Sdp);
        Assert.Equal(["ACK 127.0.0.2", "BYE 127.0.0.2"], Sent.TakeLast(2));
        Assert.Equal(["LegRinging"], _intake.NamesOf(leg));

        Answer(Second, 200, body: Sdp);
        Assert.Equal(["LegRinging", "LegAnswered"], _intake.NamesOf(leg));
    }

    [Fact]
    public void A_server_that_has_begun_is_waited_for()
    {
        Dial();
        Answer(First, 100);
        Run(20);
        Assert.Equal(["INVITE 127.0.0.2"], Sent);
    }

    [Fact]
    public void A_way_that_is_closed_leads_on_at_once()
    {
        _ours.Broken = true;
        var leg = Dial();
        Assert.Equal([new SipTarget("UDP", First), new SipTarget("UDP", Second)], _failed);
        Assert.Equal(503, leg.Report().SipStatus);
    }

    [Theory]
    [InlineData(486)]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(603)]
    public void Any_other_answer_is_the_carriers(int status)
    {
        var leg = Dial();
        Answer(First, status);
        Assert.Equal(["INVITE 127.0.0.2", "ACK 127.0.0.2"], Sent);
        Assert.Equal(status, leg.Report().SipStatus);
    }

    [Fact]
    public void When_all_have_failed_the_last_failure_is_told()
    {
        var leg = Dial();
        Answer(First, 503);
        Answer(Second, 503);
        Assert.Equal(503, leg.Report().SipStatus);
        Assert.Single(_intake.NamesOf(leg), "LegEnded");
    }

    [Fact]
    public void A_call_that_is_given_up_goes_nowhere_else()
    {
        var leg = Dial();
        _ = leg.HangUpAsync(CallEndReason.OperatorHangup).AsTask();
        Run(10);
        Assert.Equal(["INVITE 127.0.0.2"], Sent);
    }

    [Fact]
    public void The_second_servers_challenge_is_answered_for_itself()
    {
        Dial();
        Answer(First, 407, "Proxy-Authenticate: Digest realm=\"c\", nonce=\"one\", qop=\"auth\"\r\n");
        Answer(First, 503);
        Answer(Second, 407, "Proxy-Authenticate: Digest realm=\"c\", nonce=\"two\", qop=\"auth\"\r\n");
        var last = _network.Sent.Last(d => d.Kind == "INVITE");
        Assert.Equal(("CSeq: 4 INVITE", Second), (Line(last, "CSeq"), last.To));
        Assert.Contains("nonce=\"two\"", Line(last, "Proxy-Authorization"), StringComparison.Ordinal);
        Assert.Contains("nc=00000001", Line(last, "Proxy-Authorization"), StringComparison.Ordinal);
    }
}
