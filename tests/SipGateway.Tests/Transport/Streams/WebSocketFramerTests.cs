using System.Buffers.Binary;
using System.Text;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transport.Streams;

namespace Voxie.SipGateway.Tests.Transport.Streams;

/// <summary>WebSocket frames of a client (RFC 6455), cut into SIP messages.</summary>
public sealed class WebSocketFramerTests
{
    private const string Options = "OPTIONS sip:a@b SIP/2.0\r\n\r\n";
    private static readonly byte[] Mask = [1, 2, 3, 4];

    private static byte[] Frame(int first, string payload, bool masked = true, long? claimed = null) => Frame(first, Encoding.UTF8.GetBytes(payload), masked, claimed);

    private static byte[] Frame(int first, byte[] payload, bool masked = true, long? claimed = null)
    {
        var length = claimed ?? payload.Length;
        var head = new List<byte> { (byte)first };
        var bit = masked ? 0x80 : 0;
        if (length is >= 0 and <= 125)
        {
            head.Add((byte)(bit | (byte)length));
        }
        else if (length is >= 0 and <= ushort.MaxValue)
        {
            head.AddRange([(byte)(bit | 126), (byte)(length >> 8), (byte)length]);
        }
        else
        {
            var eight = new byte[8];
            BinaryPrimitives.WriteInt64BigEndian(eight, length);
            head.AddRange([(byte)(bit | 127), .. eight]);
        }

        return [.. head, .. masked ? Mask : [], .. payload.Select((value, i) => masked ? (byte)(value ^ Mask[i & 3]) : value)];
    }

    /// <summary>What comes of a stream, fed in pieces: texts of messages, and the names of other parts.</summary>
    private static List<string> Read(byte[] stream, int piece, out WebSocketFramer framer)
    {
        framer = new WebSocketFramer();
        var parts = new List<string>();
        for (var at = 0; at < stream.Length;)
        {
            var room = framer.Room();
            var count = Math.Min(Math.Min(piece, room.Length), stream.Length - at);
            stream.AsMemory(at, count).CopyTo(room);
            framer.Added(count);
            at += count;
            while (true)
            {
                var part = framer.Next(out var bytes);
                if (part == FramePart.None)
                {
                    break;
                }

                parts.Add(part switch
                {
                    FramePart.Message => Encoding.UTF8.GetString(bytes),
                    FramePart.Reply => "reply " + Convert.ToHexString(bytes),
                    _ => part.ToString(),
                });
                if (part is FramePart.Broken or FramePart.Over)
                {
                    return parts;
                }
            }
        }

        return parts;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(100_000)]
    public void Each_message_is_one_however_it_is_framed_and_cut(int piece)
    {
        var large = "MESSAGE sip:a@b SIP/2.0\r\n\r\n" + new string('x', 60_000);
        byte[] stream =
        [
            .. Frame(0x81, Options), .. Frame(0x82, Options), // text and binary (RFC 7118 4)
            .. Frame(0x01, "OPT"), .. Frame(0x89, "hi"), .. Frame(0x00, "IONS"), .. Frame(0x80, " sip:c@d SIP/2.0\r\n\r\n"), // fragments, with a ping between
            .. Frame(0x8A, "unasked"), .. Frame(0x81, ""), .. Frame(0x81, "\r\n"), .. Frame(0x81, "\r\n\r\n"), .. Frame(0x81, large),
            .. Frame(0x88, [0x03, 0xE9, (byte)'x']), .. Frame(0x81, Options), // nothing counts after a close
        ];

        var parts = Read(stream, piece, out _);
        Assert.Equal([Options, Options, "reply 8A026869", "OPTIONS sip:c@d SIP/2.0\r\n\r\n", "Ping", large, "reply 880203E9", "Over"], parts);
    }

    public static TheoryData<byte[], string> Broken => new()
    {
        { Frame(0x81, Options, masked: false), "StartLine" }, // 5.1: a client masks
        { Frame(0xC1, Options), "StartLine" }, // an extension that nobody agreed
        { Frame(0x83, Options), "StartLine" }, // no such frame
        { Frame(0x80, Options), "StartLine" }, // continues nothing
        { [.. Frame(0x01, "A"), .. Frame(0x81, "B")], "StartLine" }, // a message within a message
        { Frame(0x09, "cut"), "StartLine" }, // a control frame in pieces
        { Frame(0x89, new string('x', 126)), "StartLine" },
        { Frame(0x81, "", claimed: 65_537), "TooLarge" }, // refused before it comes
        { Frame(0x81, "", claimed: long.MaxValue), "TooLarge" },
        { Frame(0x81, "", claimed: -1), "TooLarge" },
        { [.. Frame(0x01, new string('x', 65_000)), .. Frame(0x00, "", claimed: 600)], "TooLarge" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_is_no_frame_of_a_client_ends_it(byte[] stream, string reason)
    {
        foreach (var piece in (int[])[1, 100_000])
        {
            Assert.Equal(["Broken"], Read(stream, piece, out var framer));
            Assert.Equal(reason, framer.Fault.ToString());
            Assert.Equal(reason == "TooLarge" ? "880203F1" : "880203EA", Convert.ToHexString(framer.Farewell().Span));
        }
    }

    [Theory]
    [InlineData(5, "8105")]
    [InlineData(125, "817D")]
    [InlineData(126, "817E007E")]
    [InlineData(65_535, "817EFFFF")]
    [InlineData(65_536, "817F0000000000010000")]
    public void What_we_send_is_one_text_frame_without_a_mask(int length, string head)
    {
        var frame = new WebSocketFramer().Wrap(new byte[length]);
        Assert.Equal(head, Convert.ToHexString(frame.AsSpan(0, frame.Length - length)));
    }

    [Fact]
    public void Noise_never_throws_and_keeps_its_bound()
    {
        var random = new Random(7118);
        for (var i = 0; i < 3000; i++)
        {
            var noise = new byte[random.Next(1, 400)];
            random.NextBytes(noise);
            if (i % 3 != 0)
            {
                noise = [.. Frame(random.Next(256), noise), .. noise];
            }

            Read(noise, random.Next(1, 60), out var framer);
            Assert.InRange(framer.Room().Length, 1, SipLimits.MessageBytes + 14);
        }
    }
}
