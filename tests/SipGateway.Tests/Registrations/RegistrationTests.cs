using System.Net;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Tests.Registrations;

/// <summary>Registering on the wire, with all that a registrar may answer.</summary>
public sealed class RegistrationTests
{
    private const string Challenge = "WWW-Authenticate: Digest realm=\"pbx\", nonce=\"one\", qop=\"auth\"\r\n";
    private readonly RegistrationRig _rig = new();

    private void Start(params Trunk[] trunks)
    {
        _rig.Set(trunks.Length == 0 ? [RegistrationRig.Extension] : trunks);
        _rig.Registrations.Start();
        _rig.Run(1);
    }

    private static string Line(Transport.Datagram sent, string name) => RegistrationRig.Line(sent, name);

    private static SipRequest Invite(string uri) => new()
    {
        Method = "INVITE", RequestUri = SipUri.TryParse(uri, out var read) ? read : throw new ArgumentException(uri), Headers = SipHeaders.Empty,
    };

    private SipFlow From(string address) => new(_rig.Wire.Ours, IPEndPoint.Parse(address));

    [Fact]
    public void An_extension_registers_answers_the_challenge_and_refreshes_with_the_same_nonce()
    {
        Start();
        Assert.Equal("REGISTER sip:pbx.test:5060 SIP/2.0", _rig.Last.StartLine);
        Assert.Equal("127.0.0.2:5060", _rig.Last.To.ToString());
        Assert.Equal(("To: <sip:1001@pbx.test>", "CSeq: 1 REGISTER", "Expires: 600"), (Line(_rig.Last, "To"), Line(_rig.Last, "CSeq"), Line(_rig.Last, "Expires")));
        Assert.StartsWith("Contact: <sip:1001@127.0.0.1:5060;line=", Line(_rig.Last, "Contact"), StringComparison.Ordinal);
        Assert.Equal(TrunkLineState.Trying, _rig.Trunk.Line);

        var first = _rig.Last;
        _rig.Answer(401, Challenge);
        Assert.Equal("CSeq: 2 REGISTER", Line(_rig.Last, "CSeq"));
        Assert.Equal((Line(first, "Call-ID"), Line(first, "From")), (Line(_rig.Last, "Call-ID"), Line(_rig.Last, "From")));
        Assert.Contains("username=\"alice\", realm=\"pbx\"", Line(_rig.Last, "Authorization"), StringComparison.Ordinal);
        _rig.Grant(120);
        Assert.Equal((TrunkLineState.Registered, _rig.Wire.Time.GetUtcNow() + TimeSpan.FromSeconds(120)), (_rig.Trunk.Line, _rig.Trunk.RegisteredUntil!.Value));
        Assert.True(_rig.Trunk.IsHealthy);

        _rig.Run(59);
        Assert.Equal(2, _rig.Requests.Count());
        _rig.Run(2);
        Assert.Equal("CSeq: 3 REGISTER", Line(_rig.Last, "CSeq"));
        Assert.Contains("nc=00000002", Line(_rig.Last, "Authorization"), StringComparison.Ordinal);
        Assert.Equal(Line(first, "Contact"), Line(_rig.Last, "Contact"));
    }

    [Fact]
    public void A_wrong_password_is_not_tried_again_for_long_and_health_says_so()
    {
        Start();
        _rig.Answer(401, Challenge);
        _rig.Answer(401, Challenge.Replace("one", "two", StringComparison.Ordinal));
        Assert.Equal(TrunkLineState.Refused, _rig.Trunk.Line);
        Assert.False(_rig.Trunk.IsHealthy);
        Assert.Contains("password (SIP 401)", _rig.Trunk.LineReason, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", _rig.Trunk.LineReason, StringComparison.Ordinal);
        _rig.Run(899);
        Assert.Equal(2, _rig.Requests.Count());
        _rig.Run(2);
        Assert.Equal(3, _rig.Requests.Count());
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(603)]
    public void A_refusal_makes_a_long_pause(int status)
    {
        Start();
        _rig.Answer(status);
        Assert.Equal(TrunkLineState.Refused, _rig.Trunk.Line);
        Assert.Contains(status.ToString(System.Globalization.CultureInfo.InvariantCulture), _rig.Trunk.LineReason, StringComparison.Ordinal);
        _rig.Run(890);
        Assert.Single(_rig.Requests);
    }

    [Fact]
    public void The_interval_that_the_registrar_wants_is_asked_for()
    {
        Start();
        _rig.Answer(423, "Min-Expires: 1800\r\n");
        Assert.Equal(("CSeq: 2 REGISTER", "Expires: 1800"), (Line(_rig.Last, "CSeq"), Line(_rig.Last, "Expires")));
    }

    [Fact]
    public void Trouble_at_one_address_leads_to_the_next_and_then_to_a_pause()
    {
        _rig.Addresses.Add("127.0.0.3");
        Start();
        _rig.Answer(503);
        Assert.Equal("127.0.0.3:5060", _rig.Last.To.ToString());
        _rig.Run(33); // nobody is there
        Assert.Equal(TrunkLineState.Failing, _rig.Trunk.Line);
        Assert.Equal("The registrar does not answer.", _rig.Trunk.LineReason);

        _rig.Run(5);
        _rig.Answer(200);
        Assert.Equal(TrunkLineState.Registered, _rig.Trunk.Line);
        Assert.Null(_rig.Trunk.LineReason);
    }

    [Fact]
    public void A_name_that_leads_nowhere_is_looked_up_again()
    {
        _rig.Addresses.Clear();
        Start();
        Assert.Empty(_rig.Ours);
        Assert.Equal(TrunkLineState.Failing, _rig.Trunk.Line);
        Assert.Contains("pbx.test cannot be found", _rig.Trunk.LineReason, StringComparison.Ordinal);
        _rig.Addresses.Add("127.0.0.2");
        _rig.Run(4);
        Assert.Equal("REGISTER", _rig.Last.Kind);
    }

    [Fact]
    public void A_registration_stands_while_refreshes_fail_until_it_runs_out()
    {
        Start();
        _rig.Grant(60);
        _rig.Run(45);
        Assert.Equal(TrunkLineState.Registered, _rig.Trunk.Line);
        _rig.Run(16);
        Assert.Equal(TrunkLineState.Trying, _rig.Trunk.Line); // the refresh is still under way
        _rig.Run(40);
        Assert.Equal(TrunkLineState.Failing, _rig.Trunk.Line);
    }

    [Fact]
    public void The_grant_is_read_from_our_own_contact()
    {
        Start();
        _rig.Answer(200, $"Contact: <sip:1001@192.0.2.9>;expires=3600, {Line(_rig.Last, "Contact")["Contact: ".Length..]};expires=90\r\nExpires: 1800\r\n");
        _rig.Run(44);
        Assert.Single(_rig.Requests);
        _rig.Run(2);
        Assert.Equal(2, _rig.Requests.Count());
    }

    /// <summary>The registrar answers, and says that it saw us behind a NAT.</summary>
    private void SeenElsewhere(string status, string headers)
    {
        _rig.Wire.Peer.SendText($"""
            SIP/2.0 {status}
            {Line(_rig.Last, "Via").Replace(";rport", ";received=192.0.2.44;rport=40044", StringComparison.Ordinal)}
            {Line(_rig.Last, "From")}
            {Line(_rig.Last, "To")};tag=x
            {Line(_rig.Last, "Call-ID")}
            {Line(_rig.Last, "CSeq")}
            {headers}Content-Length: 0


            """, Transactions.TransactionRig.OurAddress);
        _rig.Run(1);
    }

    [Theory]
    [InlineData(null, false, 0)]
    [InlineData(null, true, 3)]
    [InlineData(0, true, 0)]
    [InlineData(40, false, 2)]
    public void The_way_through_a_nat_is_kept_open_by_line_ends_until_we_leave(int? seconds, bool behindNat, int signs)
    {
        Start(RegistrationRig.Extension with
        {
            Registration = RegistrationRig.Extension.Registration! with { KeepAlive = seconds is { } set ? TimeSpan.FromSeconds(set) : null },
        });
        if (behindNat)
        {
            SeenElsewhere("401 Unauthorized", Challenge);
        }

        _rig.Grant(600);
        int Signs() => _rig.Ours.Count(sent => sent.Text == "\r\n\r\n" && sent.To.ToString() == "127.0.0.2:5060");
        _rig.Run(80);
        Assert.Equal(signs, Signs());
        _rig.Registrations.Leave();
        _rig.Run(80);
        Assert.Equal(signs, Signs());
    }

    [Theory]
    [InlineData(40, 1)]
    [InlineData(10, 0)] // it closes after each answer: it wants no standing connection
    public async Task A_connection_that_is_lost_is_registered_anew_for_calls_come_on_it(int afterSeconds, int again)
    {
        var rig = new RegistrationRig(withStream: true);
        rig.Wire.Stream.Connection = new SipConnection();
        rig.Set(RegistrationRig.Extension with { Registration = new TrunkRegistration("sip:pbx.test:5060;transport=tcp", "1001") });
        rig.Registrations.Start();
        rig.Run(1);
        rig.Grant(600);
        Assert.Equal("\r\n\r\n", rig.Last.Text); // one sign of life, to know the connection
        int Registers() => rig.Ours.Count(sent => sent.Kind == "REGISTER");
        rig.Run(afterSeconds);
        var lost = rig.Wire.Stream.Connection;
        rig.Wire.Stream.Connection = new SipConnection();
        await lost.EndAsync();
        Assert.Equal(1, Registers());
        rig.Run(2);
        Assert.Equal(1 + again, Registers());
    }

    [Fact]
    public void The_address_that_the_registrar_sees_becomes_the_contact()
    {
        Start();
        Assert.EndsWith(";rport", Line(_rig.Last, "Via"), StringComparison.Ordinal);
        SeenElsewhere("401 Unauthorized", Challenge);
        Assert.StartsWith("Contact: <sip:1001@192.0.2.44:40044;line=", Line(_rig.Last, "Contact"), StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_are_recognised_by_the_mark_of_the_line_and_by_the_registrars_address()
    {
        var other = RegistrationRig.Extension with { Id = "second", Registration = new TrunkRegistration("sip:pbx.test:5060", "1002") };
        Start(RegistrationRig.Extension, other);
        var contacts = _rig.Ours.Select(sent => Line(sent, "Contact")["Contact: <".Length..^1]).ToArray();
        Assert.Equal(2, contacts.Distinct().Count());

        var lines = _rig.Registrations;
        Assert.Equal("pbx", lines.Of(Invite(contacts[0]), From("203.0.113.1:5060"))?.Trunk.Id);
        Assert.Equal("second", lines.Of(Invite(contacts[1]), From("203.0.113.1:5060"))?.Trunk.Id);
        Assert.Null(lines.Of(Invite("sip:1001@127.0.0.1:5060;line=guess"), From("203.0.113.1:5060")));
        Assert.Null(lines.Of(Invite("sip:1001@127.0.0.1:5060"), From("127.0.0.2:5060"))); // not registered yet
        _rig.Grant(60); // of the second one
        Assert.Equal("second", lines.Of(Invite("sip:1002@127.0.0.1:5060"), From("127.0.0.2:5066"))?.Trunk.Id);
    }

    [Fact]
    public void Service_routes_are_kept()
    {
        Start();
        _rig.Grant(60, "Service-Route: <sip:127.0.0.2;lr>, <sip:edge.test;lr>\r\n");
        Assert.Equal(["<sip:127.0.0.2;lr>", "<sip:edge.test;lr>"], _rig.Registrations.ServiceRouteOf("pbx").Select(route => route.ToString()));
    }

    [Fact]
    public async Task Leaving_unregisters_with_credentials_and_waits_for_the_answer()
    {
        Start();
        _rig.Answer(401, Challenge);
        _rig.Grant(60);
        var left = _rig.Registrations.LeaveAsync(TimeSpan.FromSeconds(2));
        _rig.Run(1);
        Assert.Equal("Expires: 0", Line(_rig.Last, "Expires"));
        Assert.Contains("nc=00000002", Line(_rig.Last, "Authorization"), StringComparison.Ordinal);
        Assert.Equal(TrunkLineState.Left, _rig.Trunk.Line);
        Assert.False(left.IsCompleted);
        _rig.Answer(200);
        await left.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_registrar_that_does_not_answer_does_not_hold_the_node_up()
    {
        Start();
        _rig.Grant(60);
        var left = _rig.Registrations.LeaveAsync(TimeSpan.FromSeconds(2));
        _rig.Run(2.5);
        await left.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Changed_trunks_are_followed()
    {
        Start();
        _rig.Grant(60);
        _rig.Set(RegistrationRig.Extension with { Name = "renamed" });
        Assert.Single(_rig.Requests); // nothing that the registrar would care for
        Assert.Equal("renamed", _rig.Registrations.Of(Invite("sip:1001@127.0.0.1"), From("127.0.0.2:5060"))?.Trunk.Name);

        _rig.Set(RegistrationRig.Extension with { Registration = new TrunkRegistration("sip:pbx.test:5060", "1003") });
        Assert.Equal(["0", "600"], _rig.Ours.TakeLast(2).Select(sent => Line(sent, "Expires")["Expires: ".Length..]));
        Assert.Equal("To: <sip:1003@pbx.test>", Line(_rig.Last, "To"));

        _rig.Grant(60);
        _rig.Set();
        Assert.Equal("Expires: 0", Line(_rig.Last, "Expires"));
    }

    [Fact]
    public void A_challenge_without_credentials_is_a_refusal()
    {
        Start(RegistrationRig.Extension with { OutboundCredentials = null });
        _rig.Answer(401, Challenge);
        Assert.Equal(TrunkLineState.Refused, _rig.Trunk.Line);
        Assert.Single(_rig.Requests);
    }
}
