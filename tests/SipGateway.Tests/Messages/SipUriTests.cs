using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Tests.Messages;

public class SipUriTests
{
    [Theory]
    [InlineData("sip:example.com", "sip", null, null, "example.com", null)]
    [InlineData("sip:alice@example.com", "sip", "alice", null, "example.com", null)]
    [InlineData("SIPS:alice:secret@example.com:5061", "sips", "alice", "secret", "example.com", 5061)]
    [InlineData("sip:alice:@example.com", "sip", "alice", "", "example.com", null)]
    [InlineData("sip:+15550100;phone-context=x@host;user=phone", "sip", "+15550100;phone-context=x", null, "host", null)]
    [InlineData("sip:user;par=u%40example.net@example.com", "sip", "user;par=u%40example.net", null, "example.com", null)]
    [InlineData("sip:sips%3Auser%40example.com@example.net", "sip", "sips%3Auser%40example.com", null, "example.net", null)]
    [InlineData("sip:#31#5550100@10.0.0.1", "sip", "#31#5550100", null, "10.0.0.1", null)]
    [InlineData("sip:[2001:db8::10]", "sip", null, null, "[2001:db8::10]", null)]
    [InlineData("sip:[2001:db8::10:5070]", "sip", null, null, "[2001:db8::10:5070]", null)]
    [InlineData("sip:a@[2001:db8::10]:5070;transport=tcp", "sip", "a", null, "[2001:db8::10]", 5070)]
    [InlineData("sip:a@[2001:db8:::192.0.2.1]", "sip", "a", null, "[2001:db8:::192.0.2.1]", null)]
    public void A_sip_uri_comes_apart_and_together_again(string text, string scheme, string? user, string? password, string host, int? port)
    {
        Assert.True(SipUri.TryParse(text, out var uri));
        Assert.Equal((scheme, user, password, host, port), (uri.Scheme, uri.User, uri.Password, uri.Host, uri.Port));
        Assert.Equal(scheme + text[text.IndexOf(':')..], uri.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("sip")]
    [InlineData("sip:")]
    [InlineData(":alice@example.com")]
    [InlineData("<sip:alice@example.com>")]
    [InlineData("sip:@example.com")]
    [InlineData("sip:a@b@c")]
    [InlineData("sip:alice@")]
    [InlineData("sip:alice@exa mple.com")]
    [InlineData("sip: alice@example.com")]
    [InlineData("sip:alice@example.com;")]
    [InlineData("sip:alice@example.com;;lr")]
    [InlineData("sip:alice@example.com;lr;lr")]
    [InlineData("sip:alice@example.com?")]
    [InlineData("sip:alice@example.com:")]
    [InlineData("sip:alice@example.com:0")]
    [InlineData("sip:alice@example.com:65536")]
    [InlineData("sip:alice@example.com:99999999999999999999")]
    [InlineData("sip:alice@example.com:50a")]
    [InlineData("sip:2001:db8::10")]
    [InlineData("sip:[2001:db8::10")]
    [InlineData("sip:[]")]
    [InlineData("sip:[::1%25eth0]")]
    [InlineData("sip:[12345::1]")]
    [InlineData("sip:al%4@example.com")]
    [InlineData("sip:al%zz@example.com")]
    [InlineData("sip:alice@example.com;x=%1")]
    [InlineData("sip:al\"ice@example.com")]
    [InlineData("sip:al\0ice@example.com")]
    [InlineData("sip:ålice@example.com")]
    [InlineData("tel:")]
    [InlineData("tel:+1 555")]
    [InlineData("tel:alice")]
    [InlineData("http:")]
    [InlineData("http:a b")]
    [InlineData("1sip:alice@example.com")]
    public void What_is_no_uri_is_refused(string text) => Assert.False(SipUri.TryParse(text, out _));

    [Fact]
    public void Parameters_and_headers_are_read_apart()
    {
        Assert.True(SipUri.TryParse("sip:a@h;Transport=TCP;lr;x-i=;maddr=239.0.0.1?Subject=Hi&Route=%3Csip:b%3E", out var uri));

        Assert.Equal("TCP", uri.Transport);
        Assert.True(uri.IsLooseRouter);
        Assert.Equal("", uri.Parameters["x-i"]);
        Assert.Null(uri.Parameters["none"]);
        Assert.Equal("Subject=Hi&Route=%3Csip:b%3E", uri.HeaderText);
    }

    [Fact]
    public void A_tel_uri_has_number_and_parameters()
    {
        Assert.True(SipUri.TryParse("tel:+1-(555).0100;phone-context=example.com;npdi", out var uri));

        Assert.True(uri.IsTel);
        Assert.Equal("+1-(555).0100", uri.User);
        Assert.Equal("example.com", uri.Parameters["phone-context"]);
        Assert.Equal("tel:+1-(555).0100;phone-context=example.com;npdi", uri.ToString());
    }

    [Theory]
    [InlineData("soap.beep://192.0.2.103:3002")]
    [InlineData("nobodyKnowsThisScheme:totallyopaquecontent")]
    [InlineData("isbn:2983792873")]
    [InlineData("urn:service:sos")]
    public void Other_schemes_stay_opaque(string text)
    {
        Assert.True(SipUri.TryParse(text, out var uri));
        Assert.False(uri.IsSip);
        Assert.Equal(text.ToLowerInvariant(), uri.ToString().ToLowerInvariant());
    }

    [Theory]
    [InlineData("sip:I%20have%20spaces@h", "I have spaces")]
    [InlineData("sip:null-%00-null@h", "null-\0-null")]
    [InlineData("sip:%C3%A9@h", "é")]
    [InlineData("sip:%E9@h", "é")]
    [InlineData("sip:%2541@h", "%41")]
    public void User_text_reads_escapes_once(string text, string user)
    {
        Assert.True(SipUri.TryParse(text, out var uri));
        Assert.Equal(user, uri.UserText);
    }

    [Fact]
    public void A_uri_of_ours_escapes_its_user_and_refuses_what_cannot_stand()
    {
        Assert.Equal("sip:a%20b%40%C3%A9%3C@h:5060", SipUri.Sip("a b@é<", "h", 5060).ToString());
        Assert.Equal("a b@é<", SipUri.Sip("a b@é<", "h").UserText);
        Assert.Equal("sip:x@[::1]:5060", SipUri.Sip("x", new System.Net.IPEndPoint(System.Net.IPAddress.IPv6Loopback, 5060)).ToString());
        Assert.Throws<ArgumentException>(() => SipUri.Sip("a", "h\r\nVia: x"));
        Assert.Throws<ArgumentException>(() => SipUri.Sip("a", "::1"));
        Assert.Throws<ArgumentException>(() => SipUri.Sip("a", "h", transport: "udp>\r\n"));
    }

    [Fact]
    public void More_parameters_than_the_limit_are_refused()
    {
        string With(int count) => "sip:h" + string.Concat(Enumerable.Range(0, count).Select(i => $";p{i}=1"));
        Assert.True(SipUri.TryParse(With(SipLimits.Parameters), out _));
        Assert.False(SipUri.TryParse(With(SipLimits.Parameters + 1), out _));
    }

    // The examples of RFC 3261 19.1.4, and RFC 3966 4.
    [Theory]
    [InlineData("sip:%61lice@atlanta.com;transport=TCP", "sip:alice@AtLanTa.CoM;Transport=tcp", true)]
    [InlineData("sip:carol@chicago.com", "sip:carol@chicago.com;newparam=5", true)]
    [InlineData("sip:carol@chicago.com;newparam=5", "sip:carol@chicago.com;security=on", true)]
    [InlineData("sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com", "sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com", true)]
    [InlineData("sip:alice@atlanta.com?subject=project%20x&priority=urgent", "sip:alice@atlanta.com?priority=urgent&subject=project%20x", true)]
    [InlineData("SIP:ALICE@AtLanTa.CoM;Transport=udp", "sip:alice@AtLanTa.CoM;Transport=UDP", false)]
    [InlineData("sip:bob@biloxi.com", "sip:bob@biloxi.com:5060", false)]
    [InlineData("sip:bob@biloxi.com", "sip:bob@biloxi.com;transport=udp", false)]
    [InlineData("sip:bob@biloxi.com", "sip:bob@biloxi.com:6000;transport=tcp", false)]
    [InlineData("sip:carol@chicago.com", "sip:carol@chicago.com?Subject=next%20meeting", false)]
    [InlineData("sip:bob@phone21.boxesbybob.com", "sip:bob@192.0.2.4", false)]
    [InlineData("sip:carol@chicago.com;security=on", "sip:carol@chicago.com;security=off", false)]
    [InlineData("sip:bob@biloxi.com", "sips:bob@biloxi.com", false)]
    [InlineData("sip:bob@biloxi.com", "sip:biloxi.com", false)]
    [InlineData("sip:a@[2001:db8::1]", "sip:a@[2001:DB8:0::1]", true)]
    [InlineData("tel:+1-555-0100", "tel:+1(555)0100", true)]
    [InlineData("tel:+15550100", "tel:15550100", false)]
    [InlineData("tel:5550100;phone-context=a.com", "tel:5550100;phone-context=b.com", false)]
    public void Equivalence_follows_the_rfc_both_ways(string a, string b, bool expected)
    {
        Assert.True(SipUri.TryParse(a, out var left));
        Assert.True(SipUri.TryParse(b, out var right));
        Assert.Equal(expected, left.IsEquivalentTo(right));
        Assert.Equal(expected, right.IsEquivalentTo(left));
    }
}
