using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Tests.Corpora;

namespace Voxie.SipGateway.Tests.Messages;

/// <summary>
/// Mutants of every torture message: nothing is thrown, and what is let through is written and read again the same.
/// A failure names its number; <c>Mutants.Make(number)</c> gives the bytes.
/// </summary>
public class SipFuzzTests
{
    private static readonly string[] Words =
    [
        "\r\n", "\r\n ", "\r\n\r\n", "\n", "\r", "\0", "\"", "\\", "<", ">", ";", ",", "=", ":", "%", "@", "[", "]", "*", " ", "\t", "é", "\u0085",
        "Via: ", "v:", "l: ", "Content-Length: ", "Contact: ", "m: *", "CSeq: 4294967296 ", "Max-Forwards: 256", "SIP/2.0", "SIP/2.0/UDP ", "SIP/2.0 200 OK\r\n",
        "INVITE ", "sip:", "sips:", "tel:", "z9hG4bK", ";branch=", ";tag=", ";rport", ";lr", "?Route=%3Csip:x%3E", "%00", "[::1]", "[:::1.2.3.4]", "99999999999999999999",
        "-1", "\"\\\"", "<<<<<<<<", ">>>>>>>>", ",,,,,,,,", ";;;;;;;;", "Content-Type: multipart/mixed;boundary=x\r\n", "--x\r\n", "--x--",
    ];

    // Mostly what is valid: from what is refused already, little new comes through.
    internal static readonly Mutator Mutants = new(
        [
            .. TortureCorpus.All.Select(message => message.Bytes),
            .. Enumerable.Repeat(TortureCorpus.All.Where(message => message.Class != "invalid").Select(message => message.Bytes), 4).SelectMany(bytes => bytes),
        ],
        Words);

    [Fact]
    public void Mutants_throw_nothing_and_round_trip()
    {
        var count = FuzzRuns.Count(20_000);
        int read = 0, refused = 0;
        for (var number = 0; number < count; number++)
        {
            try
            {
                if (Check(Mutants.Make(number))) read++;
                else refused++;
            }
            catch (Exception error)
            {
                Assert.Fail($"Mutant {number}: {error}");
            }
        }

        // Both kinds must come in numbers, or the mutants test nothing.
        Assert.InRange(read, count / 10, count);
        Assert.InRange(refused, count / 10, count);
    }

    [Fact]
    public void The_same_number_gives_the_same_mutant() => Assert.Equal(Mutants.Make(4711), Mutants.Make(4711));

    [Fact]
    public void Every_prefix_of_a_message_is_judged()
    {
        foreach (var torture in TortureCorpus.All)
        {
            for (var length = 0; length <= torture.Bytes.Length; length++) Check(torture.Bytes[..length]);
        }
    }

    private static bool Check(byte[] bytes)
    {
        if (!SipParser.TryParse(bytes, out var message, out var error))
        {
            Assert.NotEqual(SipParseReason.None, error.Reason);
            if (error.ToResponse("t") is { } response) SipWriter.ToBytes(response);
            return false;
        }

        Touch(message);
        var written = SipWriter.ToBytes(message);
        // Compact names grow, and Latin-1 becomes UTF-8: a message at a limit may pass it when written.
        if (!SipParser.TryParse(written, out var again, out error))
            Assert.Contains(error.Reason, new[] { SipParseReason.TooLarge, SipParseReason.HeaderTooLong });
        else
            Assert.Equal(message, again);
        return true;
    }

    /// <summary>Reads everything that is read lazily.</summary>
    private static void Touch(SipMessage message)
    {
        var headers = message.Headers;
        Assert.False(headers.Vias.IsEmpty);
        Assert.NotNull(headers.From);
        Assert.NotNull(headers.To);
        Assert.NotNull(headers.CallId);
        Assert.NotNull(headers.CSeq);
        _ = (headers.Require, headers.ProxyRequire, headers.Supported, headers.Allow, headers.Accept, headers.ContentType, headers.ContentDisposition);
        _ = (headers.IsContentOptional, headers.Reasons, headers.Warnings, headers.Addresses("P-Asserted-Identity"), headers.Seconds("Expires"));
        _ = (headers.TopVia!.Received, headers.TopVia.RPort, headers.TopVia.SentBy.Address, headers.TopVia.SentByPort);
        foreach (var address in headers.Contacts.Append(headers.From!).Append(headers.To!))
        {
            _ = (address.Uri.UserText, address.Uri.HostPort.Address);
            Assert.True(address.Uri.IsEquivalentTo(address.Uri), address.Uri.ToString());
            Assert.True(NameAddr.TryParse(address.ToString(), out var again), address.ToString());
            Assert.Equal(address, again);
        }

        MessageBody.TryFind(message, MediaType.Sdp, out _);
        if (message is SipRequest request) SipWriter.ToBytes(SipResponse.For(request, 200, "t"));
    }
}
