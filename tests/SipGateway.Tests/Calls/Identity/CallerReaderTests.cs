using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Calls.Identity;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Tests.Messages;
using Voxie.TestKit;

namespace Voxie.SipGateway.Tests.Calls.Identity;

/// <summary>Who calls, and how far that is believed (RFC 3323, 3325, 5806, 7044; S19).</summary>
public sealed class CallerReaderTests
{
    private static readonly Trunk Trusted = new() { Id = "carrier", Terms = new TrunkTerms { TrustsIdentity = true } };
    private static readonly Trunk Distrusted = new() { Id = "stranger" };

    private static CallerInfo Read(Trunk? trunk, string from, params string[] headers) =>
        new CallerReader(new PassportCheck([]), new FakeTimeProvider()).Read(MessageText.Parse(MessageText.Request(
            "INVITE sip:+15550001@example.com SIP/2.0",
            ["Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1", $"From: {from};tag=a", "To: <sip:x@example.com>", "Call-ID: c", "CSeq: 1 INVITE"], headers)), trunk);

    // From, further headers; number, name, source, withheld: on a trusted trunk.
    [Theory]
    [InlineData("\"Ann\" <sip:+1555@h>", "", "+1555", "Ann", CallerSource.From, false)]
    [InlineData("<sip:h.example>", "", "h.example", null, CallerSource.From, false)]
    [InlineData("\"Ann\" <sip:1@h>", "P-Asserted-Identity: \"Bob\" <sip:+1777@c>, <tel:+1777>", "+1777", "Bob", CallerSource.PAssertedIdentity, false)]
    [InlineData("\"Ann\" <sip:1@h>", "P-Asserted-Identity: <tel:+1777>", "+1777", "Ann", CallerSource.PAssertedIdentity, false)]
    [InlineData("<sip:1@h>", "Remote-Party-ID: \"Cy\" <sip:+1888@c>;party=calling;privacy=off;screen=yes", "+1888", "Cy", CallerSource.RemotePartyId, false)]
    [InlineData("<sip:1@h>", "Remote-Party-ID: <sip:+1888@c>;party=called", "1", null, CallerSource.From, false)]
    [InlineData("<sip:1@h>", "Remote-Party-ID: <sip:+1888@c>|P-Asserted-Identity: <sip:+1777@c>", "+1777", null, CallerSource.PAssertedIdentity, false)]
    [InlineData("<sip:1@h>", "Remote-Party-ID: <sip:+1888@c>;party=calling;privacy=full", null, null, CallerSource.RemotePartyId, true)]
    [InlineData("\"Anonymous\" <sip:anonymous@anonymous.invalid>", "P-Asserted-Identity: <sip:+1777@c>|Privacy: id", null, null, CallerSource.PAssertedIdentity, true)]
    [InlineData("<sip:Restricted@h>", "", null, null, CallerSource.From, true)]
    [InlineData("<sip:1@h>", "Privacy: none", "1", null, CallerSource.From, false)]
    [InlineData("<sip:1@h>", "P-Asserted-Identity: <<broken", "1", null, CallerSource.From, false)]
    public void A_trusted_network_names_the_caller(string from, string headers, string? number, string? name, CallerSource source, bool withheld)
    {
        var caller = Read(Trusted, from, headers.Split('|', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal((number, name, source, withheld), (caller.Number, caller.Name, caller.Source, caller.Withheld));
        Assert.Equal(source != CallerSource.From, caller.Believed);
    }

    [Theory]
    [InlineData("P-Asserted-Identity: <sip:+1777@c>")]
    [InlineData("Remote-Party-ID: <sip:+1777@c>")]
    [InlineData("P-Preferred-Identity: <sip:+1777@c>")]
    public void Without_trust_the_same_is_a_claim(string header)
    {
        foreach (var trunk in (Trunk?[])[null, Distrusted])
        {
            var caller = Read(trunk, "<sip:1@h>", header);
            Assert.Equal(("1", CallerSource.From, false, "+1777"), (caller.Number, caller.Source, caller.Believed, caller.Claimed));
        }
    }

    [Fact]
    public void Diversions_are_kept_the_last_diverter_first()
    {
        var caller = Read(Trusted, "<sip:1@h>",
            "Diversion: <sip:+1222@c>;reason=no-answer;counter=1, <sip:+1111@c>;reason=unconditional",
            "History-Info: <sip:+1900@c>;index=1, <sip:+1901@c?Reason=SIP%3Bcause%3D302>;index=1.1, <sip:us@c>;index=1.1.1");

        Assert.Equal(
            [
                new CallDiversion("+1222", "no-answer", true), new CallDiversion("+1111", "unconditional", true),
                new CallDiversion("+1901", "SIP;cause=302", true), new CallDiversion("+1900", null, true),
            ], caller.Diversions);
        Assert.False(Read(Distrusted, "<sip:1@h>", "Diversion: <sip:+1222@c>").Diversions[0].Believed);
    }

    [Fact]
    public void Headers_are_kept_by_the_trunks_settings_and_no_secrets_among_them()
    {
        var trunk = new Trunk { Id = "t", Headers = new TrunkHeaders { Keep = ["X-Twilio-*", "User-to-User", "Authorization", "*"] } };
        var kept = Read(trunk, "<sip:1@h>", "x-twilio-callsid: CA1", "User-to-User: 0a;encoding=hex", "Authorization: Digest x", $"X-Long: {new string('x', 600)}").Headers;

        Assert.Equal("CA1", kept["X-Twilio-CallSid"]);
        Assert.Equal("0a;encoding=hex", kept["User-to-User"]);
        Assert.DoesNotContain("Authorization", kept.Keys);
        Assert.DoesNotContain("X-Long", kept.Keys);

        var usual = Read(null, "<sip:1@h>", "X-Ticket: 7", "Subject: hello").Headers;
        Assert.Equal(["X-Ticket"], usual.Keys);
    }

    [Fact]
    public void The_called_party_and_the_carriers_verdict_are_read()
    {
        var caller = Read(Trusted, "<sip:1@h>", "P-Asserted-Identity: <sip:+1777@c;verstat=TN-Validation-Passed-B>", "P-Called-Party-ID: <sip:+1999@c>");

        Assert.Equal("+1999", caller.Called);
        Assert.Equal(new CallerAttestation("B", null, AttestationCheck.ToldByCarrier), caller.Attestation);
        Assert.Null(Read(Distrusted, "<sip:1@h>", "P-Asserted-Identity: <sip:+1777@c;verstat=TN-Validation-Passed>").Attestation);
    }
}
