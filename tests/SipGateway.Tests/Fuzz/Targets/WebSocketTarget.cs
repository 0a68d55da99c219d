using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transport.Streams;

namespace Voxie.SipGateway.Tests.Fuzz.Targets;

/// <summary>Frames of a WebSocket client, whole and broken: how the stream is cut changes nothing.</summary>
internal sealed class WebSocketTarget : FuzzTarget
{
    public override string Name => "WebSocket stream";

    // The framer's own buffer, and those that it grows into.
    public override int FreeBytes => 512 * 1024;

    public override byte[] Make(int number)
    {
        var random = new Random(number);
        var stream = new List<byte>();
        for (var left = random.Next(1, 5); left > 0; left--)
        {
            Add(stream, random, SipDatagramTarget.Mutants.Make(random.Next()));
        }

        for (var broken = random.Next(3) == 0 ? random.Next(1, 4) : 0; broken > 0; broken--)
        {
            stream[random.Next(stream.Count)] = (byte)random.Next(256);
        }

        return [.. stream];
    }

    public override bool Read(byte[] input) => Frames(input, seed: input.Length).Parts.Exists(part => part.Kind == FramePart.Message);

    public override void Judge(byte[] input)
    {
        var whole = Frames(input, seed: -1);
        foreach (var seed in new[] { 1, 2 })
        {
            var cut = Frames(input, seed);
            Assert.Equal(whole.Fault, cut.Fault);
            Assert.Equal(whole.Parts.Select(part => (part.Kind, Convert.ToHexString(part.Bytes))), cut.Parts.Select(part => (part.Kind, Convert.ToHexString(part.Bytes))));
        }

        Assert.All(whole.Parts, part => Assert.InRange(part.Bytes.Length, 0, SipLimits.MessageBytes));
    }

    /// <summary>One message in one to three frames, with a control frame among them now and then.</summary>
    private static void Add(List<byte> stream, Random random, byte[] message)
    {
        var pieces = random.Next(1, 4);
        var size = (message.Length / pieces) + 1;
        for (var i = 0; i < pieces; i++)
        {
            var piece = message.AsSpan(Math.Min(message.Length, i * size)..Math.Min(message.Length, (i + 1) * size));
            AddFrame(stream, random, (i == 0 ? 1 + random.Next(2) : 0) | (i == pieces - 1 ? 0x80 : 0), piece);
            if (random.Next(6) == 0)
            {
                AddFrame(stream, random, 0x88 + random.Next(3), message.AsSpan(0, Math.Min(message.Length, random.Next(126))));
            }
        }
    }

    private static void AddFrame(List<byte> stream, Random random, int first, ReadOnlySpan<byte> payload)
    {
        stream.Add((byte)first);
        stream.AddRange(payload.Length <= 125 ? [(byte)(0x80 | payload.Length)] : [0xFE, (byte)(payload.Length >> 8), (byte)payload.Length]);
        var mask = new byte[4];
        random.NextBytes(mask);
        stream.AddRange(mask);
        for (var i = 0; i < payload.Length; i++)
        {
            stream.Add((byte)(payload[i] ^ mask[i & 3]));
        }
    }

    /// <param name="seed">Of the cuts; -1: in one piece.</param>
    private static (List<(FramePart Kind, byte[] Bytes)> Parts, SipParseReason Fault) Frames(ReadOnlySpan<byte> stream, int seed)
    {
        using var framer = new WebSocketFramer();
        var random = new Random(seed);
        var parts = new List<(FramePart, byte[])>();
        while (!stream.IsEmpty)
        {
            var room = framer.Room();
            var length = Math.Min(Math.Min(room.Length, stream.Length), seed < 0 ? int.MaxValue : random.Next(4) == 0 ? 1 : random.Next(1, 700));
            stream[..length].CopyTo(room.Span);
            framer.Added(length);
            stream = stream[length..];
            FramePart part;
            while ((part = framer.Next(out var bytes)) is not (FramePart.None or FramePart.Broken or FramePart.Over))
            {
                parts.Add((part, bytes.ToArray()));
            }

            if (part != FramePart.None)
            {
                break;
            }
        }

        return (parts, framer.Fault);
    }
}
