using System.Text;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Tests.Corpora;

namespace Voxie.SipGateway.Tests.Messages;

public class SipParserTests
{
    [Fact]
    public void Compact_forms_folds_and_spaces_read_like_the_plain_form()
    {
        var request = MessageText.Parse(
            "OPTIONS sip:agent@example.com SIP/2.0\r\n"
            + "v :SIP/2.0/UDP 192.0.2.1:5060\r\n ;branch=z9hG4bK1 , SIP/2.0/TCP h2\r\n"
            + "F\t:\r\n\t<sip:alice@example.net>;tag=a\r\nt:<sip:agent@example.com>\r\ni: c1@192.0.2.1\r\ncseq: 0001\r\n  OPTIONS\r\n"
            + "MAX-FORWARDS: 0070\r\nm: <sip:a@h>, \"b, c\" <sip:b@h>;q=0.5\r\nm: sip:c@h\r\nk: timer,, 100rel\r\nl: 2\r\nc: text/plain\r\n\r\nhi");

        var headers = request.Headers;
        Assert.Equal(["192.0.2.1", "h2"], headers.Vias.Select(via => via.SentBy.Host));
        Assert.Equal("a", headers.From!.Tag);
        Assert.Null(headers.To!.Tag);
        Assert.Equal("c1@192.0.2.1", headers.CallId);
        Assert.Equal(new CSeq(1, "OPTIONS"), headers.CSeq);
        Assert.Equal(70, headers.MaxForwards);
        Assert.Equal(["a", "b", "c"], headers.Contacts.Select(contact => contact.Uri.User!));
        Assert.Equal(["timer", "100rel"], headers.Supported);
        Assert.Equal("hi", Encoding.UTF8.GetString(request.Body.Span));
        Assert.False(headers.Contains(HeaderNames.ContentLength));
    }

    [Fact]
    public void A_response_is_read_with_any_phrase()
    {
        Assert.True(SipParser.TryParse(TortureCorpus.Get("unreason.dat").Bytes, out var message, out _));
        var response = Assert.IsType<SipResponse>(message);
        Assert.Equal((200, "= 2**3 * 5**2 но сто девяносто девять - простое"), (response.StatusCode, response.ReasonPhrase));

        Assert.True(SipParser.TryParse(TortureCorpus.Get("noreason.dat").Bytes, out message, out _));
        Assert.Equal("", Assert.IsType<SipResponse>(message).ReasonPhrase);
    }

    [Fact]
    public void What_lies_behind_content_length_is_not_read()
    {
        Assert.True(SipParser.TryParse(TortureCorpus.Get("dblreq.dat").Bytes, out var message, out _));
        Assert.Equal(SipMethod.Register, Assert.IsType<SipRequest>(message).Method);
        Assert.True(message.Body.IsEmpty);
    }

    [Fact]
    public void Without_content_length_the_body_is_all_the_rest()
    {
        Assert.True(SipParser.TryParse(TortureCorpus.Get("inv2543.dat").Bytes, out var message, out _));
        Assert.StartsWith("v=0\r\n", Encoding.UTF8.GetString(message.Body.Span));
        Assert.EndsWith("m=audio 49217 RTP/AVP 0\r\n", Encoding.UTF8.GetString(message.Body.Span));
    }

    [Fact]
    public void A_body_that_begins_with_a_space_is_no_fold()
    {
        var request = MessageText.Parse(MessageText.Options() + " X-Not: a header");
        Assert.Equal(" X-Not: a header", Encoding.UTF8.GetString(request.Body.Span));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n")]
    [InlineData("\r\n\r\n")]
    public void Line_ends_alone_keep_alive(string text) => Assert.Equal(SipParseReason.KeepAlive, MessageText.Refuse(text).Reason);

    [Fact]
    public void Line_ends_before_a_message_are_passed_over() =>
        Assert.Equal(SipMethod.Options, MessageText.Parse("\r\n\r\n" + MessageText.Options()).Method);

    [Theory]
    [InlineData("OPTIONS sip:a@h SIP/2.0 ", SipParseReason.StartLine)]
    [InlineData("OPTIONS  sip:a@h SIP/2.0", SipParseReason.StartLine)]
    [InlineData(" OPTIONS sip:a@h SIP/2.0", SipParseReason.StartLine)]
    [InlineData("OPTIONS sip:a@h", SipParseReason.StartLine)]
    [InlineData("OPTIONS", SipParseReason.StartLine)]
    [InlineData("OPT{IONS sip:a@h SIP/2.0", SipParseReason.StartLine)]
    [InlineData("GET / HTTP/1.1", SipParseReason.StartLine)]
    [InlineData("OPTIONS sip:a@h SIP/2.00", SipParseReason.Version)]
    [InlineData("OPTIONS sip:a@h SIP/3.0", SipParseReason.Version)]
    [InlineData("OPTIONS sip:a@h SIP/2", SipParseReason.StartLine)]
    [InlineData("OPTIONS sip:a@h SIP/x.y", SipParseReason.StartLine)]
    [InlineData("OPTIONS <sip:a@h> SIP/2.0", SipParseReason.RequestUri)]
    [InlineData("OPTIONS * SIP/2.0", SipParseReason.RequestUri)]
    [InlineData("OPTIONS sip:a@h?Route=b SIP/2.0", SipParseReason.RequestUriHeaders)]
    [InlineData("OPTIONS sip:a@h\0 SIP/2.0", SipParseReason.StartLine)]
    [InlineData("OPTIONS sip:a@h SIP/2.0\nX: y", SipParseReason.StartLine)]
    [InlineData("SIP/2.0 99 Low", SipParseReason.StartLine)]
    [InlineData("SIP/2.0 700 High", SipParseReason.StartLine)]
    [InlineData("SIP/2.0 20 Short", SipParseReason.StartLine)]
    [InlineData("SIP/2.0 2000 Long", SipParseReason.StartLine)]
    [InlineData("SIP/2.0  200 OK", SipParseReason.StartLine)]
    [InlineData("SIP/1.0 200 OK", SipParseReason.StartLine)]
    public void A_bad_start_line_is_refused(string line, object reason) =>
        Assert.Equal((SipParseReason)reason, MessageText.Refuse(MessageText.Request(line, MessageText.Ordinary)).Reason);

    [Fact]
    public void A_lower_case_method_is_another_method()
    {
        var error = MessageText.Refuse(MessageText.Request("options sip:a@h SIP/2.0", MessageText.Ordinary));
        Assert.Equal((SipParseReason.CSeqMethod, 400), (error.Reason, error.Status));
    }

    [Theory]
    [InlineData("Via", null, SipParseReason.HeaderMissing)]
    [InlineData("From", null, SipParseReason.HeaderMissing)]
    [InlineData("To", null, SipParseReason.HeaderMissing)]
    [InlineData("Call-ID", null, SipParseReason.HeaderMissing)]
    [InlineData("CSeq", null, SipParseReason.HeaderMissing)]
    [InlineData("Via", "Via: SIP/2.0/UDP", SipParseReason.HeaderValue)]
    [InlineData("Via", "Via: SIP/2.0/UDP h,", SipParseReason.HeaderValue)]
    [InlineData("From", "From: alice", SipParseReason.HeaderValue)]
    [InlineData("To", "To: <sip:a@h>, <sip:b@h>", SipParseReason.HeaderValue)]
    [InlineData("Call-ID", "Call-ID:", SipParseReason.HeaderValue)]
    [InlineData("Call-ID", "Call-ID: a b", SipParseReason.HeaderValue)]
    [InlineData("CSeq", "CSeq: x", SipParseReason.HeaderValue)]
    [InlineData("Max-Forwards", "Max-Forwards: 256", SipParseReason.HeaderValue)]
    [InlineData("Max-Forwards", "Max-Forwards: -1", SipParseReason.HeaderValue)]
    [InlineData("Contact", "Contact: <sip:a@h>,", SipParseReason.HeaderValue)]
    [InlineData("Route", "Route: nonsense", SipParseReason.HeaderValue)]
    [InlineData("Record-Route", "Record-Route: <sip:a@h>;;", SipParseReason.HeaderValue)]
    public void A_message_without_its_core_headers_is_refused_by_name(string name, string? line, object reason)
    {
        var error = MessageText.Refuse(MessageText.OptionsWith(name, line));
        Assert.Equal(((SipParseReason)reason, name), (error.Reason, error.Header));
    }

    [Theory]
    [InlineData("From: <sip:b@h>;tag=b")]
    [InlineData("To: <sip:b@h>")]
    [InlineData("Call-ID: 2")]
    [InlineData("CSeq: 2 OPTIONS")]
    [InlineData("Content-Type: text/plain", "c: application/sdp")]
    [InlineData("Max-Forwards: 1", "Max-Forwards: 1")]
    public void What_may_stand_once_stands_once(params string[] more) =>
        Assert.Equal(SipParseReason.HeaderRepeated, MessageText.Refuse(MessageText.Options(more)).Reason);

    [Theory]
    [InlineData("-1", SipParseReason.ContentLength)]
    [InlineData("+0", SipParseReason.ContentLength)]
    [InlineData("", SipParseReason.ContentLength)]
    [InlineData("0x0", SipParseReason.ContentLength)]
    [InlineData("0, 0", SipParseReason.ContentLength)]
    [InlineData("2147483648", SipParseReason.ContentLength)]
    [InlineData("99999999999999999999", SipParseReason.ContentLength)]
    [InlineData("3", SipParseReason.BodyTruncated)]
    [InlineData("2147483647", SipParseReason.BodyTruncated)]
    public void A_content_length_that_lies_is_refused(string value, object reason) =>
        Assert.Equal((SipParseReason)reason, MessageText.Refuse(MessageText.Options($"Content-Length: {value}") + "ab").Reason);

    [Fact]
    public void Two_content_lengths_must_agree()
    {
        Assert.Equal(2, MessageText.Parse(MessageText.Options("Content-Length: 2", "l: 02") + "ab").Body.Length);
        Assert.Equal(SipParseReason.ContentLength, MessageText.Refuse(MessageText.Options("Content-Length: 2", "l: 1") + "ab").Reason);
    }

    [Theory]
    [InlineData("ipv6-in-sdp", SipParseReason.BodyTruncated)]
    [InlineData("mult-ip-in-sdp", SipParseReason.None)]
    [InlineData("ipv4-mapped-ipv6", SipParseReason.None)]
    public void The_printed_lengths_of_rfc_5118_are_taken_at_their_word(string file, object reason)
    {
        var parsed = SipParser.TryParse(TortureCorpus.WithCrLf(TortureCorpus.Raw5118(file)), out _, out var error);
        Assert.Equal(((SipParseReason)reason == SipParseReason.None, (SipParseReason)reason), (parsed, error.Reason));
    }

    [Fact]
    public void Bare_line_feeds_are_refused() =>
        Assert.All(TortureCorpus.Rfc5118, message => Assert.Equal(SipParseReason.StartLine, MessageText.Refuse(TortureCorpus.Raw5118(message.File)).Reason));

    [Fact]
    public void Latin_1_in_a_name_is_read_as_such()
    {
        var request = MessageText.Parse(MessageText.OptionsWith("From", "From: \"J\xFCrgen\x85\" <sip:a@h>;tag=1"));
        Assert.Equal("Jürgen\uFFFD", request.Headers.From!.DisplayName);
    }
}
