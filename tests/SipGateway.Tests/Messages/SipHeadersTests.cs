using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Tests.Messages;

public class SipHeadersTests
{
    private static readonly SipHeaders Some = new(new SipHeader("v", "SIP/2.0/UDP a"), new("Foo", "1"), new("via", "SIP/2.0/UDP b, SIP/2.0/UDP c"), new("foo", "2"));

    [Fact]
    public void Names_are_looked_up_without_case_and_stand_in_long_form()
    {
        Assert.Equal(["Via", "Foo", "Via", "foo"], Some.Select(header => header.Name));
        Assert.Equal("1", Some["FOO"]);
        Assert.Equal(["1", "2"], Some.All("Foo"));
        Assert.Null(Some["Bar"]);
        Assert.Equal("SIP/2.0/UDP a", Some["v"]);
        Assert.Equal(["a", "b", "c"], Some.Vias.Select(via => via.SentBy.Host));
    }

    [Fact]
    public void Changes_make_new_headers()
    {
        Assert.Equal("Via: SIP/2.0/UDP a|foo: 9|Via: SIP/2.0/UDP b, SIP/2.0/UDP c", Text(Some.With("foo", " 9 ")));
        Assert.Equal("Via: SIP/2.0/UDP a|Via: SIP/2.0/UDP b, SIP/2.0/UDP c", Text(Some.Without("fOO")));
        Assert.Equal("Bar: 0|Via: SIP/2.0/UDP a", Text(new SipHeaders(Some[0]).Prepend("Bar", "0")));
        Assert.Equal("Via: SIP/2.0/UDP a|Foo: 1|foo: 2", Text(new SipHeaders(Some[0]).AddFrom(Some, "Foo")));
        Assert.True(ViaHeader.TryParse("SIP/2.0/UDP a;received=192.0.2.1", out var stamped));
        Assert.Equal("Via: SIP/2.0/UDP a;received=192.0.2.1|Via: SIP/2.0/UDP b|Via: SIP/2.0/UDP c|Foo: 1|foo: 2", Text(Some.WithTopVia(stamped)));
        Assert.Equal(4, Some.Count);
    }

    [Fact]
    public void What_a_user_agent_server_asks_is_typed()
    {
        var headers = MessageText.Parse(MessageText.Options(
            "Require: 100rel, x", "Require: timer", "Proxy-Require: p", "Allow: INVITE, ACK,BYE", "Accept: application/sdp;level=1, text/*, */*;q=0.1",
            "Content-Type: Multipart/Mixed ; boundary=\"a b\"", "Content-Disposition: session;handling=Optional", "Expires: 3600",
            "Reason: Q.850;cause=16;text=\"Normal \\\"clearing\\\"\", SIP ;cause=600", "Warning: 305 host \"Incompatible\", 399 - \"x\"",
            "P-Asserted-Identity: \"A\" <sip:+1555@h>, <tel:+1555>", "Contact: *")).Headers;

        Assert.Equal(["100rel", "x", "timer"], headers.Require);
        Assert.Equal(["p"], headers.ProxyRequire);
        Assert.Equal(["INVITE", "ACK", "BYE"], headers.Allow);
        Assert.Equal(["application/sdp", "text/*", "*/*"], headers.Accept!.Select(range => $"{range.Type}/{range.Subtype}"));
        Assert.True(headers.Accept![1].Accepts(new("text", "plain", SipParameters.None)));
        Assert.Equal("a b", headers.ContentType!.Parameters.Text("boundary"));
        Assert.True(headers.ContentType.IsMultipart);
        Assert.Equal(("session", true), (headers.ContentDisposition, headers.IsContentOptional));
        Assert.Equal(3600u, headers.Seconds("Expires"));
        Assert.Equal([new ReasonHeader("Q.850", 16, "Normal \"clearing\""), new ReasonHeader("SIP", 600, null)], headers.Reasons);
        Assert.Equal([new WarningHeader(305, "host", "Incompatible"), new WarningHeader(399, "-", "x")], headers.Warnings);
        Assert.Equal(["sip", "tel"], headers.Addresses("P-Asserted-Identity")!.Value.Select(address => address.Uri.Scheme));
        Assert.True(headers.HasContactStar);
    }

    [Fact]
    public void Absent_and_unreadable_values_are_null_or_empty()
    {
        var headers = MessageText.Parse(MessageText.Options("Content-Type: nonsense", "Expires: soon", "P-Asserted-Identity: nobody", "Warning: x", "Reason: ;", "Content-Disposition: =")).Headers;

        Assert.Empty(headers.Require);
        Assert.Null(headers.Accept);
        Assert.Null(headers.ContentType);
        Assert.Null(headers.ContentDisposition);
        Assert.False(headers.IsContentOptional);
        Assert.Null(headers.Seconds("Expires"));
        Assert.Null(headers.Addresses("P-Asserted-Identity"));
        Assert.Empty(headers.Addresses("Diversion")!.Value);
        Assert.Empty(headers.Warnings);
        Assert.Empty(headers.Reasons);
        Assert.Null(headers.MaxForwards);
    }

    [Theory]
    [InlineData("Q.850;cause=16;text=\"Normal\"")]
    [InlineData("SIP;cause=200")]
    [InlineData("X.int;text=\"a, b\"")]
    public void A_reason_is_written_as_read(string text)
    {
        var headers = SipHeaders.Empty.Add("Reason", text);
        Assert.Equal(text, Assert.Single(headers.Reasons).ToString());
    }

    private static string Text(SipHeaders headers) => string.Join('|', headers);
}
