using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Tests.Corpora;

namespace Voxie.SipGateway.Tests.Messages;

/// <summary>What a refused request is answered with, without state.</summary>
public class SipParseErrorTests
{
    [Fact]
    public void A_broken_request_is_answered_with_the_headers_it_came_with()
    {
        var error = MessageText.Refuse(MessageText.OptionsWith("Max-Forwards", "Max-Forwards: x"));
        var response = error.ToResponse("ours")!;

        Assert.Equal((400, "Malformed Max-Forwards header field"), (response.StatusCode, response.ReasonPhrase));
        Assert.Equal(
            ["Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1", "From: <sip:alice@example.net>;tag=a", "To: <sip:agent@example.com>;tag=ours", "Call-ID: c1@192.0.2.1", "CSeq: 1 OPTIONS"],
            response.Headers.Select(header => header.ToString()));
    }

    [Fact]
    public void A_header_line_that_is_no_line_is_left_out_and_the_rest_still_answers()
    {
        var response = MessageText.Refuse(MessageText.Options("no colon here")).ToResponse("ours")!;
        Assert.Equal(5, response.Headers.Count);
    }

    [Fact]
    public void An_answer_to_any_torture_message_can_be_read_again()
    {
        foreach (var torture in TortureCorpus.All)
        {
            if (SipParser.TryParse(torture.Bytes, out _, out var error) || error.ToResponse("ours") is not { } response) continue;
            var readable = SipParser.TryParse(SipWriter.ToBytes(response), out var again, out var fault);
            // What was missing or malformed in the request is so in its answer.
            if (readable) Assert.Equal(response, again);
            else Assert.Contains(fault.Reason, new[] { SipParseReason.HeaderMissing, SipParseReason.HeaderValue, SipParseReason.HeaderRepeated });
        }
    }

    [Theory]
    [InlineData("ACK sip:a@h SIP/2.0")]
    [InlineData("SIP/2.0 200 OK")]
    [InlineData("GET / HTTP/1.1")]
    [InlineData("\u0016\u0003\u0001")]
    public void What_waits_for_no_answer_gets_none(string startLine)
    {
        var headers = MessageText.Ordinary.Where(line => !line.StartsWith("From", StringComparison.Ordinal));
        var error = MessageText.Refuse(MessageText.Request(startLine, headers));
        Assert.Null(error.ToResponse("ours"));
        Assert.Equal(0, error.Status);
    }

    [Fact]
    public void Without_a_via_line_there_is_no_answer() =>
        Assert.Null(MessageText.Refuse(MessageText.OptionsWith("Via", null)).ToResponse("ours"));

    [Fact]
    public void Another_version_is_answered_505()
    {
        var response = MessageText.Refuse(TortureCorpus.Get("badvers.dat").Bytes).ToResponse("ours")!;
        Assert.Equal((505, "Version Not Supported"), (response.StatusCode, response.ReasonPhrase));
    }
}
