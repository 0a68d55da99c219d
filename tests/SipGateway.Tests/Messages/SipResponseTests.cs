using System.Text;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Tests.Messages;

public class SipResponseTests
{
    private const string Invite =
        "INVITE sip:agent@h SIP/2.0\r\nv: SIP/2.0/UDP a;branch=z9hG4bK1;rport\r\nMax-Forwards: 70\r\nVia: SIP/2.0/UDP b,SIP/2.0/UDP c\r\n"
        + "Record-Route: <sip:p;lr>\r\nFrom: A  <sip:a@h>;tag=x\r\nTo: sip:agent@h\r\ni: 1\r\nTimestamp: 54\r\nCSeq: 07 INVITE\r\n\r\n";

    [Fact]
    public void A_response_copies_what_the_rfc_says_in_order_and_letter()
    {
        var response = SipResponse.For(MessageText.Parse(Invite), 180, "t1");
        Assert.Equal(
            "SIP/2.0 180 Ringing\r\nVia: SIP/2.0/UDP a;branch=z9hG4bK1;rport\r\nVia: SIP/2.0/UDP b,SIP/2.0/UDP c\r\n"
            + "From: A  <sip:a@h>;tag=x\r\nTo: sip:agent@h;tag=t1\r\nCall-ID: 1\r\nCSeq: 07 INVITE\r\nContent-Length: 0\r\n\r\n",
            Encoding.UTF8.GetString(SipWriter.ToBytes(response)));
    }

    [Fact]
    public void A_100_copies_the_timestamp_and_needs_no_tag()
    {
        var response = SipResponse.For(MessageText.Parse(Invite), 100);
        Assert.Equal("54", response.Headers["Timestamp"]);
        Assert.Equal("sip:agent@h", response.Headers["To"]);
    }

    [Fact]
    public void A_to_tag_that_is_there_stays()
    {
        var request = MessageText.Parse(Invite.Replace("To: sip:agent@h", "To: <sip:agent@h> ;tag=old", StringComparison.Ordinal));
        Assert.Equal("<sip:agent@h> ;tag=old", SipResponse.For(request, 200, "new").Headers["To"]);
    }

    [Fact]
    public void A_body_sets_the_length_and_a_header_does_not()
    {
        var response = SipResponse.For(MessageText.Parse(Invite), 200, "t") with { Body = "hällo"u8.ToArray() };
        response = response with { Headers = response.Headers.Add("Content-Length", "99").Add("Content-Type", "text/plain") };
        var text = Encoding.UTF8.GetString(SipWriter.ToBytes(response));
        Assert.EndsWith("Content-Type: text/plain\r\nContent-Length: 6\r\n\r\nhällo", text);
        Assert.DoesNotContain("99", text);
    }

    [Fact]
    public void A_start_line_cannot_be_forged()
    {
        var request = MessageText.Parse(Invite);
        Assert.Throws<ArgumentException>(() => SipResponse.For(request, 200, "t", "OK\r\nX: y"));
        Assert.Throws<ArgumentException>(() => request with { Method = "BYE sip:x SIP/2.0\r\nX:" });
        var forged = request with { RequestUri = new SipUri { User = "a SIP/2.0\r\nX: y", HostPort = new("h", null) } };
        Assert.Throws<InvalidOperationException>(() => SipWriter.ToBytes(forged));
    }
}
