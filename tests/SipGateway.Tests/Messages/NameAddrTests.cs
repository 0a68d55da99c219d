using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Tests.Messages;

public class NameAddrTests
{
    [Theory]
    [InlineData("sip:a@h", null, "sip:a@h", "")]
    [InlineData("<sip:a@h>", null, "sip:a@h", "")]
    [InlineData("sip:a@h;tag=1", null, "sip:a@h", ";tag=1")]
    [InlineData("sip:a@h ;  tag  =  1", null, "sip:a@h", ";tag=1")]
    [InlineData("<sip:a@h;lr>;tag=1", null, "sip:a@h;lr", ";tag=1")]
    [InlineData("Alice <sip:a@h>", "Alice", "sip:a@h", "")]
    [InlineData("caller<sip:a@h>", "caller", "sip:a@h", "")]
    [InlineData("token1~` token2'+_ token3*%!.- <sip:a@h>", "token1~` token2'+_ token3*%!.-", "sip:a@h", "")]
    [InlineData("\"Bell, Alexander\" <sip:a@h>;tag=x", "Bell, Alexander", "sip:a@h", ";tag=x")]
    [InlineData("\"a \\\\ \\\" b\"<sip:a@h>", "a \\ \" b", "sip:a@h", "")]
    [InlineData("\"\" <sip:a@h>", "", "sip:a@h", "")]
    [InlineData("\"<sip:evil@x>\" <sip:a@h>", "<sip:evil@x>", "sip:a@h", "")]
    [InlineData("Jürgen Müller <sip:a@h>", "Jürgen Müller", "sip:a@h", "")]
    [InlineData("<sip:a@h?Subject=x>", null, "sip:a@h?Subject=x", "")]
    [InlineData("<tel:+1555;phone-context=x>", null, "tel:+1555;phone-context=x", "")]
    [InlineData("tel:+1555;tag=x", null, "tel:+1555", ";tag=x")]
    [InlineData("<sip:a@h>;expires=60;+sip.instance=\"<urn:uuid:1>\";q=0.3", null, "sip:a@h", ";expires=60;+sip.instance=\"<urn:uuid:1>\";q=0.3")]
    [InlineData("<isbn:2983792873>", null, "isbn:2983792873", "")]
    public void An_address_comes_apart(string text, string? name, string uri, string parameters)
    {
        Assert.True(NameAddr.TryParse(text, out var address));
        Assert.Equal((name, uri, parameters), (address.DisplayName, address.Uri.ToString(), address.Parameters.ToString()));
        Assert.True(NameAddr.TryParse(address.ToString(), out var again));
        Assert.Equal(address, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("Alice")]
    [InlineData("<>")]
    [InlineData("<sip:a@h")]
    [InlineData("sip:a@h>")]
    [InlineData("< sip:a@h >")]
    [InlineData("\"Mr. J. User <sip:a@h>")]
    [InlineData("\"Joe\" sip:a@h")]
    [InlineData("Bell, Alexander <sip:a@h>")]
    [InlineData("sip:a@h?Route=%3Csip:b%3E")]
    [InlineData("<sip:a@h>;;tag=1")]
    [InlineData("<sip:a@h>;tag=")]
    [InlineData("<sip:a@h>;tag=1;TAG=2")]
    [InlineData("<sip:a@h>;tag=\"x")]
    [InlineData("<sip:a@h> trailing")]
    [InlineData("<sip:a@h>,<sip:b@h>")]
    [InlineData("Alice <sip:a@h> <sip:b@h>")]
    public void What_is_no_address_is_refused(string text) => Assert.False(NameAddr.TryParse(text, out _));

    [Fact]
    public void Control_characters_in_a_name_survive_escaped()
    {
        Assert.True(NameAddr.TryParse("\"BEL:\\\a NUL:\\\0 DEL:\\\u007F\" <sip:a@h>", out var address));
        Assert.Equal("BEL:\a NUL:\0 DEL:\u007F", address.DisplayName);
        Assert.Equal("\"BEL:\\\a NUL:\\\0 DEL:\\\u007F\" <sip:a@h>", address.ToString());
    }

    [Fact]
    public void A_tag_is_set_once()
    {
        Assert.True(NameAddr.TryParse("<sip:a@h>;x;tag=old", out var address));
        Assert.Equal("<sip:a@h>;x;tag=new", address.WithTag("new").ToString());
        Assert.Throws<ArgumentException>(() => address.WithTag("a;b"));
        Assert.Throws<ArgumentException>(() => address.WithTag("\"a\r\nb\""));
    }
}
