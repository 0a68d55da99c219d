using System.Text;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Tests.Corpora;
using Voxie.SipGateway.Transport.Streams;

namespace Voxie.SipGateway.Tests.Transport.Streams;

public sealed class SipFramerTests
{
    private const string Options = "OPTIONS sip:a@b SIP/2.0\r\nVia: SIP/2.0/TCP c;branch=z9hG4bK1\r\nContent-Length: 0\r\n\r\n";
    private const string Info = "INFO sip:a@b SIP/2.0\r\nl: 5\r\n\r\nhello";

    /// <summary>What a framer makes of text that comes in pieces: messages as they are, a ping as P, the fault as its name.</summary>
    private static List<string> Frame(IEnumerable<byte[]> pieces)
    {
        using var framer = new SipFramer();
        var parts = new List<string>();
        foreach (var piece in pieces)
        {
            for (var at = 0; at < piece.Length;)
            {
                var room = framer.Room();
                var taken = Math.Min(room.Length, piece.Length - at);
                piece.AsMemory(at, taken).CopyTo(room);
                framer.Added(taken);
                at += taken;
                if (!ReadAll(framer, parts))
                {
                    return parts;
                }
            }
        }

        return parts;
    }

    private static bool ReadAll(SipFramer framer, List<string> parts)
    {
        while (true)
        {
            switch (framer.Next(out var bytes))
            {
                case FramePart.None:
                    return true;
                case FramePart.Message:
                    parts.Add(Encoding.Latin1.GetString(bytes));
                    break;
                case FramePart.Ping:
                    parts.Add("P");
                    break;
                default:
                    parts.Add(framer.Fault.ToString());
                    return false;
            }
        }
    }

    private static List<string> Frame(string text) => Frame([Encoding.Latin1.GetBytes(text)]);

    [Theory]
    [InlineData(Options, Options)]
    [InlineData(Options + Info, Options, Info)]
    [InlineData("\r\n" + Options, Options)]
    [InlineData(Options + "\r\n" + Info, Options, Info)]
    [InlineData("\r\n\r\n", "P")]
    [InlineData("\r\n\r\n\r\n", "P")]
    [InlineData("\r\n\r\n\r\n\r\n", "P", "P")]
    [InlineData("\r\n\r\n" + Options + "\r\n\r\n" + Info, "P", Options, "P", Info)]
    [InlineData("\r\n" + Options + "\r\n" + Options, Options, Options)]
    [InlineData("INFO sip:a@b SIP/2.0\r\nContent-Length : 5\r\n\r\nhello", "INFO sip:a@b SIP/2.0\r\nContent-Length : 5\r\n\r\nhello")]
    [InlineData("INFO sip:a@b SIP/2.0\r\ncOnTeNt-LeNgTh:\r\n\t5\r\n\r\nhello", "INFO sip:a@b SIP/2.0\r\ncOnTeNt-LeNgTh:\r\n\t5\r\n\r\nhello")]
    [InlineData("INFO sip:a@b SIP/2.0\r\nl: 5\r\nContent-Length: 5\r\n\r\nhello", "INFO sip:a@b SIP/2.0\r\nl: 5\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData("INFO sip:a@b SIP/2.0\r\nSubject: l: 3\r\nl: 5\r\n\r\nhello", "INFO sip:a@b SIP/2.0\r\nSubject: l: 3\r\nl: 5\r\n\r\nhello")]
    public void Whole_messages_and_pings_come_out(string text, params string[] parts) => Assert.Equal(parts, Frame(text));

    [Theory]
    [InlineData("INFO sip:a@b SIP/2.0\r\nVia: x\r\n\r\n", nameof(SipParseReason.HeaderMissing))]
    [InlineData("INFO sip:a@b SIP/2.0\r\nl: -5\r\n\r\n", nameof(SipParseReason.ContentLength))]
    [InlineData("INFO sip:a@b SIP/2.0\r\nl: five\r\n\r\n", nameof(SipParseReason.ContentLength))]
    [InlineData("INFO sip:a@b SIP/2.0\r\nl: \r\n\r\n", nameof(SipParseReason.ContentLength))]
    [InlineData("INFO sip:a@b SIP/2.0\r\nl: 5\r\nContent-Length: 6\r\n\r\nhello", nameof(SipParseReason.ContentLength))]
    [InlineData("INFO sip:a@b SIP/2.0\r\nl: 99999999999999999999\r\n\r\n", nameof(SipParseReason.ContentLength))]
    [InlineData("INFO sip:a@b SIP/2.0\r\nl: 65536\r\n\r\n", nameof(SipParseReason.TooLarge))]
    [InlineData("INFO sip:a@b SIP/2.0\r\nl: 2147483647\r\n\r\n", nameof(SipParseReason.TooLarge))]
    [InlineData("\u0016\u0003\u0001\u0002\u0000\u0001", nameof(SipParseReason.StartLine))]
    [InlineData("\n", nameof(SipParseReason.StartLine))]
    [InlineData("\rINFO", nameof(SipParseReason.StartLine))]
    [InlineData(" INFO sip:a@b", nameof(SipParseReason.StartLine))]
    [InlineData(Options + "INFO sip:a@b SIP/2.0\r\n\r\n" + Options, Options, nameof(SipParseReason.HeaderMissing))]
    public void A_stream_ends_where_the_next_message_cannot_be_found(string text, params string[] parts) => Assert.Equal(parts, Frame(text));

    [Fact]
    public void A_broken_message_is_handed_up_to_be_answered()
    {
        const string head = "INFO sip:a@b SIP/2.0\r\nVia: SIP/2.0/TCP c\r\n\r\n";
        using var framer = new SipFramer();
        Encoding.Latin1.GetBytes(head + "more").CopyTo(framer.Room());
        framer.Added(head.Length + 4);

        Assert.Equal(FramePart.Broken, framer.Next(out var bytes));
        Assert.Equal(head, Encoding.Latin1.GetString(bytes));
        Assert.Equal(FramePart.Broken, framer.Next(out _));
    }

    [Fact]
    public void A_head_without_end_is_given_up_at_the_limit()
    {
        var endless = Enumerable.Repeat(Encoding.ASCII.GetBytes(new string('a', 997) + ":\r\n"), 66);

        Assert.Equal([nameof(SipParseReason.TooLarge)], Frame(endless));
        Assert.Equal([], Frame(endless.Take(65)));
    }

    [Fact]
    public void The_largest_message_passes_and_one_byte_more_does_not()
    {
        const string head = "INFO sip:a@b SIP/2.0\r\nl: {0}\r\n\r\n";
        var room = SipLimits.MessageBytes - head.Length - 2; // the number takes five characters in place of three
        string Message(int body) => string.Format(System.Globalization.CultureInfo.InvariantCulture, head, body) + new string('x', body);

        Assert.Equal([Message(room), Options], Frame(Message(room) + Options));
        Assert.Equal([nameof(SipParseReason.TooLarge)], Frame(Message(room + 1)));
    }

    public static TheoryData<string> ValidMessages =>
        [.. TortureCorpus.All.Where(message => IsWhole(message.Bytes)).Select(message => message.File)];

    private static bool IsWhole(byte[] bytes)
    {
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        return end >= 0 && StreamLength.Read(bytes.AsSpan(0, end + 4), out var body) == SipParseReason.None && end + 4 + body == bytes.Length;
    }

    [Theory]
    [MemberData(nameof(ValidMessages))]
    public void A_torture_message_comes_out_byte_by_byte(string file)
    {
        var bytes = TortureCorpus.Get(file).Bytes;

        Assert.Equal([Encoding.Latin1.GetString(bytes)], Frame(bytes.Select(b => new[] { b })));
    }

    [Theory]
    [MemberData(nameof(ValidMessages))]
    public void A_torture_message_comes_out_however_it_is_cut_in_two(string file)
    {
        var bytes = TortureCorpus.Get(file).Bytes;
        var whole = Encoding.Latin1.GetString(bytes);
        for (var cut = 1; cut < bytes.Length; cut++)
        {
            Assert.Equal([whole], Frame([bytes[..cut], bytes[cut..]]));
        }
    }

    [Fact]
    public void Many_messages_come_out_in_any_pieces()
    {
        var random = new Random(18_3);
        var stream = new StringBuilder();
        var sent = new List<string>();
        for (var i = 0; i < 300; i++)
        {
            var body = new string((char)('a' + i % 26), random.Next(0, i % 50 == 0 ? 30_000 : 700));
            var message = $"INFO sip:{i}@b SIP/2.0\r\nContent-Length: {body.Length}\r\n\r\n{body}";
            sent.Add(message);
            stream.Append(message).Append(random.Next(4) == 0 ? "\r\n" : "");
        }

        var bytes = Encoding.Latin1.GetBytes(stream.ToString());
        for (var round = 0; round < 10; round++)
        {
            var pieces = new List<byte[]>();
            for (var at = 0; at < bytes.Length;)
            {
                var length = Math.Min(random.Next(1, 1 << (1 + round)), bytes.Length - at);
                pieces.Add(bytes[at..(at + length)]);
                at += length;
            }

            Assert.Equal(sent, Frame(pieces));
        }
    }

    [Theory]
    [InlineData("", nameof(FramingState.Between))]
    [InlineData("\r\n", nameof(FramingState.Between))]
    [InlineData("I", nameof(FramingState.InHead))]
    [InlineData("INFO sip:a@b SIP/2.0\r\nl: 5\r\n", nameof(FramingState.InHead))]
    [InlineData("INFO sip:a@b SIP/2.0\r\nl: 5\r\n\r\n", nameof(FramingState.InBody))]
    [InlineData("INFO sip:a@b SIP/2.0\r\nl: 5\r\n\r\nhell", nameof(FramingState.InBody))]
    [InlineData(Info, nameof(FramingState.Between))]
    [InlineData(Info + "I", nameof(FramingState.InHead))]
    public void It_says_what_it_waits_for(string text, string state)
    {
        using var framer = new SipFramer();
        Encoding.Latin1.GetBytes(text).CopyTo(framer.Room());
        framer.Added(text.Length);
        ReadAll(framer, []);

        Assert.Equal(state, framer.State.ToString());
    }

    [Fact]
    public void Garbage_never_throws()
    {
        var mutator = new Mutator([.. TortureCorpus.All.Select(message => message.Bytes)], ["Content-Length: 5", "l:", "\r\n\r\n", "-1"]);
        for (var i = 0; i < FuzzRuns.Count(2_000); i++)
        {
            var bytes = mutator.Make(i);
            Assert.True(Frame([bytes, bytes]).Count <= bytes.Length);
        }
    }
}
