using System.Net;
using System.Text;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Sdp;
using Voxie.SipGateway.Tests.Corpora;

namespace Voxie.SipGateway.Tests.Messages;

/// <summary>That the valid torture messages are not only let through but read right.</summary>
public class TortureValuesTests
{
    [Fact]
    public void Wsinv_is_a_plain_invite_behind_its_spaces()
    {
        var headers = Request("wsinv.dat").Headers;
        Assert.Equal("1918181833n", headers.To!.Tag);
        Assert.Equal(("J Rosenberg \\\"", "98asjd8"), (headers.From!.DisplayName, headers.From.Tag));
        Assert.Equal((68, new CSeq(9, "INVITE")), (headers.MaxForwards, headers.CSeq!.Value));
        Assert.Equal(
            ["UDP 192.0.2.2 390skdjuw", "TCP spindle.example.com z9hG4bK9ikj8", "UDP 192.168.255.111 z9hG4bK30239"],
            headers.Vias.Select(via => $"{via.Transport} {via.SentBy} {via.Branch}"));
        Assert.Equal("", headers["Subject"]);
        Assert.Equal("newfangled value continued newfangled value", headers["NewFangledHeader"]);
        Assert.Equal(";;,,;;,;", headers["UnknownHeaderWithUnusualValue"]);
        Assert.True(Assert.Single(headers.Routes).Uri.IsLooseRouter);
        Assert.Equal("Quoted string \"\"", Assert.Single(headers.Contacts).DisplayName);
        Assert.Equal("newvalue", headers.Contacts[0].Parameters["newparam"]);
    }

    [Fact]
    public void Intmeth_keeps_every_odd_character()
    {
        var request = Request("intmeth.dat");
        Assert.Equal("!interesting-Method0123456789_*+`.%indeed'~", request.Method);
        Assert.Equal("1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*", request.RequestUri.User);
        Assert.Equal("&it+has=1,weird!*pas$wo~d_too.(doesn't-it)", request.RequestUri.Password);
        Assert.Equal("BEL:\a NUL:\0 DEL:\u007F", request.Headers.To!.DisplayName);
        Assert.Equal("token1~` token2'+_ token3*%!.-", request.Headers.From!.DisplayName);
        Assert.Equal("работающий", request.Headers.From.Parameters.Text("fromParam''~+*_!.-%"));
        Assert.Equal("intmeth.word%ZK-!.*_+'@word`~)(><:\\/\"][?}{", request.Headers.CallId);
        Assert.Equal("\uFEFF大停電", request.Headers["extensionHeader-!.%*+_`'~"]);
        // The byte order mark is text here: what came in goes out.
        Assert.True(SipWriter.ToBytes(request).AsSpan().IndexOf("\uFEFF大停電"u8) > 0);
    }

    [Fact]
    public void Escapes_stay_escapes()
    {
        var request = Request("esc01.dat");
        Assert.Equal(("sip", "sips:user@example.com", "example.net"), (request.RequestUri.Scheme, request.RequestUri.UserText, request.RequestUri.Host));
        Assert.Equal("user", request.Headers.To!.Uri.UserText);
        Assert.Equal("I have spaces", request.Headers.From!.Uri.UserText);
        Assert.Equal("v%61lue%25%34%31", request.Headers.Contacts[0].Uri.Parameters["n%61me"]);

        request = Request("esc02.dat");
        Assert.Equal("RE%47IST%45R", request.Method);
        Assert.Equal(["alias1", "alias3"], request.Headers.Contacts.Select(contact => contact.Uri.User!));
        Assert.Equal("<sip:alias2@host2.example.com>", request.Headers["C%6Fntact"]);
        Assert.Equal("%Z%45", request.Headers.To!.DisplayName);
    }

    [Fact]
    public void A_null_in_a_user_part_cuts_nothing()
    {
        var headers = Request("escnull.dat").Headers;
        Assert.Equal("null-\0-null", headers.To!.Uri.UserText);
        Assert.Equal(["\0", "\0\0"], headers.Contacts.Select(contact => contact.Uri.UserText!));
        Assert.False(headers.Contacts[0].Uri.IsEquivalentTo(headers.Contacts[1].Uri));
    }

    [Fact]
    public void Longreq_keeps_all_34_hops()
    {
        var headers = Request("longreq.dat").Headers;
        Assert.Equal(34, headers.Vias.Length);
        Assert.Equal(string.Concat(Enumerable.Repeat("amazinglylongcallername", 5)), headers.From!.Uri.User);
        Assert.Equal("1" + string.Concat(Enumerable.Repeat("298", 18))[..^1], headers.From.Tag![..54]);
    }

    [Theory]
    [InlineData("cparam01.dat", "", ";unknownparam")]
    [InlineData("cparam02.dat", ";unknownparam", "")]
    public void A_contact_parameter_belongs_inside_or_outside_the_brackets(string file, string uri, string header)
    {
        var contact = Assert.Single(Request(file).Headers.Contacts);
        Assert.Equal((uri, header), (contact.Uri.Parameters.ToString(), contact.Parameters.ToString()));
    }

    [Fact]
    public void Escaped_headers_in_a_contact_stay_there()
    {
        var request = Request("regescrt.dat");
        Assert.Equal("Route=%3Csip:sip.example.com%3E", Assert.Single(request.Headers.Contacts).Uri.HeaderText);
        Assert.Empty(request.Headers.Routes);
    }

    [Theory]
    [InlineData("unkscm.dat", "nobodyknowsthisscheme")]
    [InlineData("novelsc.dat", "soap.beep")]
    public void A_foreign_scheme_is_read_for_whoever_answers_416(string file, string scheme)
    {
        var uri = Request(file).RequestUri;
        Assert.Equal((scheme, false), (uri.Scheme, uri.IsSip));
    }

    [Theory]
    [InlineData("port-ambiguous", "[2001:db8::10:5070]", null)]
    [InlineData("port-unambiguous", "[2001:db8::10]", 5070)]
    [InlineData("ipv6-good", "[2001:db8::10]", null)]
    public void An_ipv6_port_is_behind_the_bracket(string file, string host, int? port)
    {
        var uri = Request(file).RequestUri;
        Assert.Equal((host, port), (uri.Host, uri.Port));
    }

    [Theory]
    [InlineData("via-received-param-with-delim")]
    [InlineData("via-received-param-no-delim")]
    public void Received_reads_the_same_in_brackets_and_out(string file) =>
        Assert.Equal("2001:db8::9:255", Request(file).Headers.TopVia!.Received!.ToString());

    [Theory]
    [InlineData("ipv6-bug-abnf-3-colons")]
    [InlineData("ipv6-correct-abnf-2-colons")]
    public void Three_colons_name_the_same_address_as_two(string file)
    {
        var uri = Request(file).RequestUri;
        Assert.Equal(IPAddress.Parse("2001:db8::192.0.2.1"), uri.HostPort.Address);
    }

    [Theory]
    [InlineData("ipv6-in-sdp", "2001:db8::20 2001:db8::20")]
    [InlineData("mult-ip-in-sdp", "192.0.2.1 2001:db8::1")]
    [InlineData("ipv4-mapped-ipv6", "192.0.2.2 192.0.2.2")]
    public void Each_medium_has_its_address(string file, string addresses)
    {
        Assert.True(SessionDescription.TryParse(Request(file).Body.Span, out var description, out _));
        Assert.Equal(addresses, string.Join(' ', description.Media.Select(media => description.ConnectionOf(media)!.Address)));
    }

    private static SipRequest Request(string file) => MessageText.Parse(Encoding.Latin1.GetString(TortureCorpus.Get(file).Bytes));
}
