using System.Text;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Tests.Corpora;

namespace Voxie.SipGateway.Tests.Messages;

public class MessageBodyTests
{
    [Theory]
    [InlineData("application/sdp", "v=0")]
    [InlineData("Application/SDP;charset=utf-8", "v=0")]
    [InlineData("multipart/mixed;boundary=b", "--b\r\nContent-Type: application/isup;version=x\r\nContent-Disposition: signal;handling=optional\r\n\r\n\u0001\u0002\r\n--b\r\nC: application/sdp\r\n\r\nv=0\r\n--b--\r\n")]
    [InlineData("multipart/mixed;boundary=\"b c\"", "preamble\r\n--b c  \r\nContent-Type: application/sdp\r\nContent-Transfer-Encoding: binary\r\n\r\nv=0\r\n--b c--")]
    [InlineData("multipart/mixed;boundary=b", "--b\r\n\r\nno headers\r\n--b\r\nContent-Type: application/sdp\r\n\r\nv=0")]
    [InlineData("multipart/mixed;boundary=b", "--b\r\nContent-Type: multipart/alternative;boundary=i\r\n\r\n--i\r\nContent-Type: text/plain\r\n\r\nx\r\n--i\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n--i--\r\n--b--")]
    [InlineData("multipart/mixed;boundary=b", "--b\r\nbroken\r\n\r\nx\r\n--b\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n--b--")]
    public void The_session_description_is_found(string contentType, string body)
    {
        Assert.True(MessageBody.TryFind(Message(contentType, body), MediaType.Sdp, out var content));
        Assert.Equal("v=0", Encoding.Latin1.GetString(content.Span));
    }

    [Theory]
    [InlineData("text/plain", "v=0")]
    [InlineData("multipart/mixed", "--b\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n--b--")]
    [InlineData("multipart/mixed;boundary=b", "")]
    [InlineData("multipart/mixed;boundary=b", "--b")]
    [InlineData("multipart/mixed;boundary=b", "--b--\r\nContent-Type: application/sdp\r\n\r\nv=0")]
    [InlineData("multipart/mixed;boundary=b", "--bad\r\nContent-Type: application/sdp\r\n\r\nv=0")]
    [InlineData("multipart/mixed;boundary=b", "--b\r\nContent-Type: application/sdp\r\nContent-Transfer-Encoding: base64\r\n\r\ndj0w\r\n--b--")]
    [InlineData("multipart/mixed;boundary=b", "--b\r\nContent-Type: application/sdp")]
    public void What_is_not_there_is_not_found(string contentType, string body) =>
        Assert.False(MessageBody.TryFind(Message(contentType, body), MediaType.Sdp, out _));

    [Fact]
    public void A_packed_body_is_not_taken_for_plain()
    {
        var message = Message("application/sdp", "v=0");
        Assert.False(MessageBody.TryFind(message with { Headers = message.Headers.Add("Content-Encoding", "gzip") }, MediaType.Sdp, out _));
        Assert.True(MessageBody.TryFind(message with { Headers = message.Headers.Add("Content-Encoding", "identity") }, MediaType.Sdp, out _));
    }

    [Theory]
    [InlineData(SipLimits.MultipartParts - 1, true)]
    [InlineData(SipLimits.MultipartParts, false)]
    public void Parts_are_bounded(int before, bool found)
    {
        var body = string.Concat(Enumerable.Repeat("--b\r\nContent-Type: text/plain\r\n\r\nx\r\n", before)) + "--b\r\nContent-Type: application/sdp\r\n\r\nv=0";
        Assert.Equal(found, MessageBody.TryFind(Message("multipart/mixed;boundary=b", body), MediaType.Sdp, out _));
    }

    [Theory]
    [InlineData(SipLimits.MultipartDepth, true)]
    [InlineData(SipLimits.MultipartDepth + 1, false)]
    public void Depth_is_bounded(int depth, bool found)
    {
        var (type, body) = ("application/sdp", "v=0");
        for (var level = 0; level < depth; level++) (type, body) = ($"multipart/mixed;boundary=b{level}x", $"--b{level}x\r\nContent-Type: {type}\r\n\r\n{body}\r\n--b{level}x--");
        Assert.Equal(found, MessageBody.TryFind(Message(type, body), MediaType.Sdp, out _));
    }

    [Fact]
    public void Binary_parts_keep_every_byte()
    {
        Assert.True(SipParser.TryParse(TortureCorpus.Get("mpart01.dat").Bytes, out var message, out _));
        Assert.True(MessageBody.TryFind(message, new("text", "plain", SipParameters.None), out var text));
        Assert.Equal("Hello", Encoding.ASCII.GetString(text.Span));
        Assert.True(MessageBody.TryFind(message, new("application", "octet-stream", SipParameters.None), out var binary));
        // DER: a SEQUENCE that says its own length.
        Assert.Equal((0x30, 0x82), (binary.Span[0], binary.Span[1]));
        Assert.Equal(binary.Length, 4 + (binary.Span[2] << 8) + binary.Span[3]);
    }

    private static SipMessage Message(string contentType, string body)
    {
        var request = MessageText.Parse(MessageText.Options());
        return request with { Headers = request.Headers.Add("Content-Type", contentType), Body = MessageText.Bytes(body) };
    }
}
