using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transport.Streams;

namespace Voxie.SipGateway.Tests.Fuzz.Targets;

/// <summary>Several messages in one stream, cut anywhere: how it was cut changes nothing, and stream and datagram read one message alike.</summary>
internal sealed class SipStreamTarget : FuzzTarget
{
    public override string Name => "SIP stream";

    // The framer's own buffer, which is rented, and those that it grows into.
    public override int FreeBytes => 256 * 1024;

    public override byte[] Make(int number)
    {
        var random = new Random(number);
        var stream = new List<byte>();
        for (var left = random.Next(1, 4); left > 0; left--)
        {
            var message = SipDatagramTarget.Mutants.Make(random.Next());
            // Half of them tell their true length, or few would ever be whole.
            stream.AddRange(random.Next(2) == 0 ? message : WithTrueLength(message));
            stream.AddRange("\r\n\r\n\r\n"u8[..(2 * random.Next(4))]);
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

        foreach (var (_, bytes) in whole.Parts.Where(part => part.Kind == FramePart.Message))
        {
            // A message framed by its length is, alone in a datagram, neither too short nor longer than it says.
            if (!SipParser.TryParse(bytes, out var message, out var error))
            {
                Assert.DoesNotContain(error.Reason, new[] { SipParseReason.BodyTruncated, SipParseReason.ContentLength, SipParseReason.TooLarge, SipParseReason.KeepAlive });
                continue;
            }

            var longer = Frames([.. bytes, .. "BYE sip:x SIP/2.0\r\n"u8], seed: -1);
            Assert.Equal(bytes, longer.Parts[0].Bytes);
            Assert.True(SipParser.TryParse([.. bytes, .. "BYE"u8], out var again, out _)); // what follows is ignored (18.3)
            Assert.Equal(message, again);
        }
    }

    /// <param name="seed">Of the cuts; -1: in one piece.</param>
    private static (List<(FramePart Kind, byte[] Bytes)> Parts, SipParseReason Fault) Frames(ReadOnlySpan<byte> stream, int seed)
    {
        using var framer = new SipFramer();
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
            while ((part = framer.Next(out var bytes)) is FramePart.Message or FramePart.Ping)
            {
                parts.Add((part, bytes.ToArray()));
            }

            if (part == FramePart.Broken)
            {
                break;
            }
        }

        return (parts, framer.Fault);
    }

    private static byte[] WithTrueLength(byte[] message) =>
        SipParser.TryParse(message, out var read, out _) ? SipWriter.ToBytes(read) : message;
}
