using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Tests.Messages;

/// <summary>
/// Work grows with length, not with its square. Counted, not timed: characters looked at for the readers of one value,
/// bytes allocated for a whole message.
/// </summary>
public class LinearityTests
{
    private delegate bool Reader(ref TextScanner scanner);

    private static readonly Dictionary<string, Reader> Readers = new()
    {
        ["addresses"] = static (ref TextScanner scanner) => NameAddr.TryRead(ref scanner, out _),
        ["vias"] = static (ref TextScanner scanner) => ViaHeader.TryRead(ref scanner, out _),
        ["media types"] = static (ref TextScanner scanner) => MediaType.TryRead(ref scanner, out _),
        ["reasons"] = static (ref TextScanner scanner) => ReasonHeader.TryRead(ref scanner, out _),
        ["warnings"] = static (ref TextScanner scanner) => WarningHeader.TryRead(ref scanner, out _),
    };

    private static readonly string[] Hostile =
    [
        "<sip:a@h>,", "sip:a@h,", "\"a\" <sip:a@h>,", "<", ">", "\"", "\\\"", "\"\\", ",", ";", "; ", ";a", ";a=b", " ", "a ", "a", "\"a", "a<",
        "SIP/2.0/UDP h,", "SIP/2.0/UDP h;a,", "SIP / 2.0 / UDP h : 1 ;", "[", "[:", "%41", "text/plain,", "Q.850;cause=1,", "399 - \"x\",", "sip:a@h;a=\"b\",",
    ];

    public static TheoryData<string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var reader in Readers.Keys)
            {
                foreach (var piece in Hostile) data.Add(reader, piece);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_reader_looks_at_each_character_a_few_times(string reader, string piece)
    {
        foreach (var length in new[] { 100, 1_000, 8_000 })
        {
            var text = Repeat(piece, length);
            var scanner = new TextScanner(text);
            while (Readers[reader](ref scanner) && scanner.TrySkip(','))
            {
            }

            Assert.InRange(scanner.Looked, 0, 6 * text.Length + 60);
        }
    }

    public static TheoryData<string> Pieces => [.. Hostile];

    [Theory]
    [MemberData(nameof(Pieces))]
    public void A_message_allocates_in_proportion_to_its_length(string piece)
    {
        var small = Allocated(piece, 1);
        var large = Allocated(piece, 10);
        // Ten times the lines of one length; a square would come near a hundred times.
        Assert.InRange(large, 0, small * 15);
    }

    [Theory]
    [MemberData(nameof(Pieces))]
    public void A_message_allocates_no_more_than_fifty_times_its_bytes(string piece)
    {
        var bytes = Message(piece, 7);
        Assert.InRange(Allocated(piece, 7), 0, 50L * bytes.Length);
    }

    private static long Allocated(string piece, int lines)
    {
        var bytes = Message(piece, lines);
        Assert.InRange(bytes.Length, 0, SipLimits.MessageBytes + 1);
        Parse(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Parse(bytes);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Parse(byte[] bytes)
    {
        if (SipParser.TryParse(bytes, out var message, out var error)) _ = message.Headers.Accept;
        else _ = error.ToResponse("t");
    }

    private static byte[] Message(string piece, int lines) =>
        MessageText.Bytes(MessageText.Options([.. Enumerable.Repeat("Contact: " + Repeat(piece, 6_000) + "sip:a@h", lines)]));

    private static string Repeat(string piece, int length) => string.Concat(Enumerable.Repeat(piece, length / piece.Length));
}
