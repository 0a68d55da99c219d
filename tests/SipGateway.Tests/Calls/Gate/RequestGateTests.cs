using System.Net;
using Voxie.SipGateway.Calls;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Security;

namespace Voxie.SipGateway.Tests.Calls.Gate;

public sealed class RequestGateTests
{
    private static readonly Trunk Carrier = new() { Id = "carrier", Sources = [IPNetwork.Parse("198.51.100.0/24")] };
    private static readonly Trunk Office = new()
    {
        Id = "office", Sources = [IPNetwork.Parse("203.0.113.7/32")], InboundCredentials = new TrunkCredentials("office", "secret"),
    };

    private static readonly Trunk Phones = new() { Id = "phones", InboundCredentials = new TrunkCredentials("phone", "pass") };

    private const string OfficeProof = "Authorization: Test office:secret\r\n";
    private const string PhoneProof = "Authorization: Test phone:pass\r\n";

    [Theory]
    [InlineData("198.51.100.1", "", "carrier")]
    [InlineData("198.51.100.255", OfficeProof, "carrier")] // proofs that nobody asked for change nothing
    [InlineData("203.0.113.7", "", "401")]
    [InlineData("203.0.113.7", OfficeProof, "office")]
    [InlineData("203.0.113.7", "Authorization: Test office:wrong\r\n", "401")]
    [InlineData("203.0.113.7", "Authorization: Test other:secret\r\n", "401")]
    [InlineData("203.0.113.8", OfficeProof, "403")] // the right password from the wrong address
    [InlineData("127.0.0.1", "", "local")]
    [InlineData("192.0.2.1", "", "403")]
    public void The_trunk_is_found_by_address_and_proof(string from, string headers, string outcome) =>
        Assert.Equal(outcome, new GateRig(new AdmissionOptions(), Carrier, Office).Outcome(from, headers: headers));

    [Theory]
    [InlineData("192.0.2.1", "", "401")]
    [InlineData("192.0.2.1", PhoneProof, "phones")]
    [InlineData("192.0.2.1", "Authorization: Test phone:wrong\r\n", "401")]
    [InlineData("192.0.2.1", "Authorization: Test nobody:x\r\n", "401")] // an unknown name looks like a wrong password
    [InlineData("127.0.0.1", "", "local")]
    [InlineData("127.0.0.1", PhoneProof, "phones")]
    [InlineData("198.51.100.1", "", "carrier")]
    public void A_trunk_without_addresses_takes_anybody_with_its_password(string from, string headers, string outcome) =>
        Assert.Equal(outcome, new GateRig(new AdmissionOptions(), Phones, Carrier).Outcome(from, headers: headers));

    [Fact]
    public void A_disabled_trunk_is_none_and_a_change_counts_at_once()
    {
        var rig = new GateRig(new AdmissionOptions(), Carrier);
        Assert.Equal("carrier", rig.Outcome("198.51.100.1"));
        rig.Trunks.Replace(Carrier with { Enabled = false });
        Assert.Equal("403", rig.Outcome("198.51.100.1"));
        rig.Trunks.Replace(Carrier with { Transports = ["TLS"] });
        Assert.Equal("403", rig.Outcome("198.51.100.1"));
    }

    [Fact]
    public void Loopback_is_a_stranger_when_it_is_not_trusted()
    {
        var rig = new GateRig(new AdmissionOptions { TrustLoopback = false }, Carrier with { Sources = [IPNetwork.Parse("127.0.0.7/32")] });
        Assert.Equal("carrier", rig.Outcome("127.0.0.7"));
        Assert.Equal("403", rig.Outcome("127.0.0.8"));
    }

    [Fact]
    public void A_registered_line_is_its_trunks_whatever_addresses_are_listed()
    {
        var line = new Trunk { Id = "line", Registration = new TrunkRegistration("sip:pbx.example.com", "1001") };
        var rig = new GateRig(new AdmissionOptions(), line);
        Assert.Equal("403", rig.Outcome("192.0.2.77"));
        rig.Lines.At[IPAddress.Parse("192.0.2.77")] = new LineSighting(line, TrunkSign.Address);
        Assert.Equal("line", rig.Outcome("192.0.2.77"));
    }

    [Fact]
    public void A_line_leaves_the_registrars_address_to_a_trunk_that_names_it()
    {
        var line = new Trunk { Id = "line", Registration = new TrunkRegistration("sip:198.51.100.1", "1001") };
        var rig = new GateRig(new AdmissionOptions(), Carrier, Carrier with { Id = "peer", Sources = [IPNetwork.Parse("198.51.100.1/32")] }, line);
        rig.Lines.At[IPAddress.Parse("198.51.100.1")] = new LineSighting(line, TrunkSign.Address);
        Assert.Equal("peer", rig.Outcome("198.51.100.1"));
        rig.Lines.At[IPAddress.Parse("198.51.100.1")] = new LineSighting(line, TrunkSign.Extension);
        Assert.Equal("line", rig.Outcome("198.51.100.1"));
    }

    [Theory]
    [InlineData("OPTIONS", "office")]
    [InlineData("CANCEL", "office")]
    [InlineData("REGISTER", "401")]
    [InlineData("INVITE", "401")]
    public void A_known_address_may_ask_whether_we_live_without_a_proof(string method, string outcome) =>
        Assert.Equal(outcome, new GateRig(new AdmissionOptions(), Office).Outcome("203.0.113.7", method));

    [Fact]
    public void Strangers_can_be_ignored_but_those_who_may_prove_themselves_are_asked()
    {
        var options = new AdmissionOptions { IgnoresStrangers = true };
        Assert.Equal("silence", new GateRig(options, Carrier).Outcome("192.0.2.1"));
        Assert.Equal("401", new GateRig(options, Carrier, Phones).Outcome("192.0.2.1"));
    }

    [Fact]
    public void A_refusal_hints_at_nothing_and_is_logged_with_masked_numbers()
    {
        var rig = new GateRig(new AdmissionOptions(), Carrier);
        Assert.Empty(rig.Admit("192.0.2.1").Headers);
        var reject = Assert.Single(rig.Rejects.Last());
        Assert.Equal((RejectCause.Source, 403, "192.0.2.1"), (reject.Cause, reject.Status, reject.Peer));
        Assert.Equal(("*******7654", "*******3456"), (reject.From, reject.To));
    }

    [Fact]
    public void What_a_stranger_sends_too_much_is_not_even_read()
    {
        var rig = new GateRig(new AdmissionOptions { StrangerPerSecond = 5, StrangersPerSecond = 8 }, Carrier);
        Assert.Equal(5, Enumerable.Range(0, 20).Count(_ => rig.Hears("192.0.2.1")));
        Assert.Equal(3, Enumerable.Range(0, 20).Count(_ => rig.Hears("192.0.2.2")));
        Assert.All(Enumerable.Range(0, 100), _ => Assert.True(rig.Hears("198.51.100.1")));
        Assert.All(Enumerable.Range(0, 100), _ => Assert.True(rig.Hears("127.0.0.1")));
        Assert.Equal(32, rig.Rejects.Count(RejectCause.SourceRate));
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(rig.Hears("192.0.2.1"));
    }

    [Fact]
    public void Whom_we_have_sent_to_is_heard()
    {
        var rig = new GateRig(new AdmissionOptions { StrangerPerSecond = 1, StrangersPerSecond = 1 });
        rig.Gate.SendsTo(rig.FlowFrom("192.0.2.1"));
        Assert.All(Enumerable.Range(0, 100), _ => Assert.True(rig.Hears("192.0.2.1")));
        Assert.Equal("403", rig.Outcome("192.0.2.1")); // heard, not let in
        rig.Time.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(1, Enumerable.Range(0, 10).Count(_ => rig.Hears("192.0.2.1")));
    }

    [Fact]
    public void Enough_refusals_ban_a_stranger_and_nobody_else()
    {
        var rig = new GateRig(new AdmissionOptions { BanAfter = 3, BanFor = TimeSpan.FromMinutes(5) }, Carrier, Office);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("403", rig.Outcome("192.0.2.1"));
            Assert.Equal("401", rig.Outcome("203.0.113.7", headers: "Authorization: Test office:wrong\r\n"));
        }

        Assert.False(rig.Hears("192.0.2.1"));
        Assert.Equal("silence", rig.Outcome("192.0.2.1"));
        Assert.True(rig.Hears("192.0.2.2"));
        Assert.True(rig.Hears("203.0.113.7")); // a trunk's address is exempt: forged packets must not cut it off
        Assert.Equal("office", rig.Outcome("203.0.113.7", headers: OfficeProof));
        rig.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.True(rig.Hears("192.0.2.1"));
    }

    [Fact]
    public void Wrong_passwords_from_anywhere_ban_and_asking_alone_does_not()
    {
        var rig = new GateRig(new AdmissionOptions { BanAfter = 3 }, Phones);
        Assert.All(Enumerable.Range(0, 10), _ => Assert.Equal("401", rig.Outcome("192.0.2.1")));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("401", rig.Outcome("192.0.2.1", headers: "Authorization: Test phone:guess\r\n"));
        }

        Assert.Equal("silence", rig.Outcome("192.0.2.1", headers: PhoneProof));
        Assert.Equal(3, rig.Rejects.Count(RejectCause.Credentials));
    }

    [Fact]
    public void A_challenge_is_of_the_trunks_realm()
    {
        var rig = new GateRig(new AdmissionOptions(), Office with { InboundCredentials = new TrunkCredentials("office", "secret", "office.example.com") });
        var challenge = Assert.Single(rig.Admit("203.0.113.7").Headers);
        Assert.Equal((HeaderNames.WwwAuthenticate, "Test realm=\"office.example.com\""), (challenge.Name, challenge.Value));
    }

    [Fact]
    public void A_trunk_begins_no_more_calls_a_second_than_agreed_and_may_ask_for_other_things()
    {
        var rig = new GateRig(new AdmissionOptions(), Carrier with { Limits = new TrunkLimits { CallsPerSecond = 3 } });
        Assert.Equal(["carrier", "carrier", "carrier", "503", "503"], Enumerable.Range(0, 5).Select(_ => rig.Outcome("198.51.100.1")));
        Assert.Contains(rig.Admit("198.51.100.1").Headers, header => header.Name == HeaderNames.RetryAfter);
        Assert.Equal("carrier", rig.Outcome("198.51.100.1", "OPTIONS"));
        Assert.Equal(RejectCause.TrunkRate, rig.Rejects.Last()[^1].Cause);
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("carrier", rig.Outcome("198.51.100.1"));
    }

    [Fact]
    public void Known_peers_together_have_a_limit_and_it_answers_503()
    {
        var rig = new GateRig(new AdmissionOptions { RequestsPerSecond = 4 }, Carrier);
        Assert.Equal(4, Enumerable.Range(0, 10).Count(i => rig.Outcome(i % 2 == 0 ? "127.0.0.1" : "198.51.100.1", "OPTIONS") != "503"));
        Assert.Equal("403", rig.Outcome("192.0.2.1"));
        Assert.Equal(6, rig.Rejects.Count(RejectCause.Rate));
    }

    [Fact]
    public void Broken_messages_of_strangers_are_not_answered()
    {
        var rig = new GateRig(new AdmissionOptions(), Carrier);
        Assert.True(rig.Gate.AnswersBroken(rig.FlowFrom("198.51.100.1")));
        Assert.True(rig.Gate.AnswersBroken(rig.FlowFrom("127.0.0.1")));
        Assert.False(rig.Gate.AnswersBroken(rig.FlowFrom("192.0.2.1")));
    }
}
