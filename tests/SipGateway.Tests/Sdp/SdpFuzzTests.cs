using System.Net;
using System.Text;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Sdp;
using Voxie.SipGateway.Tests.Corpora;

namespace Voxie.SipGateway.Tests.Sdp;

/// <summary>Mutants of session descriptions: nothing is thrown, what is read is written and read the same, and every answer fits its offer.</summary>
public class SdpFuzzTests
{
    private static readonly string[] Words =
    [
        "\r\n", "\n", "\r", "\0", "m=audio 4000 RTP/AVP 0 8\r\n", "m=audio 0 RTP/AVP 0\r\n", "m=video 1 RTP/AVP 31\r\n", "c=IN IP4 0.0.0.0\r\n", "c=IN IP6 ::1\r\n",
        "a=rtpmap:0 PCMU/8000\r\n", "a=rtpmap:101 telephone-event/8000\r\n", "a=fmtp:", "a=ptime:", "a=maxptime:10\r\n", "a=sendonly\r\n", "a=inactive\r\n", "a=rtcp:1\r\n",
        "v=0\r\n", "o=", "s=\r\n", "t=0 0\r\n", "99999999999999999999", "-1", "/", " ", "  ", ":", "=", "é", "IN IP4 ", "224.0.0.1", "%", "65536",
    ];

    private static readonly string[] Seeds =
    [
        "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0 8 101\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\na=ptime:20\r\na=sendrecv\r\n",
        "v=0\r\no=FreeSWITCH 1700000000 1700000001 IN IP4 198.51.100.1\r\ns=FreeSWITCH\r\nc=IN IP4 198.51.100.1\r\nt=0 0\r\nm=audio 30000 RTP/AVP 102 0 8 103 101 13\r\na=rtpmap:102 opus/48000/2\r\na=fmtp:102 useinbandfec=1; maxaveragebitrate=30000\r\na=rtpmap:103 telephone-event/48000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=silenceSupp:off - - - -\r\na=rtcp:30001\r\n",
        "v=0\no=bob 280744730 28977631 IN IP4 host.example.com\ns=\nt=0 0\nm=audio 22334 RTP/AVP 0\nc=IN IP4 192.0.2.1\nm=video 6024 RTP/AVP 107\nc=IN IP6 2001:db8::1\na=rtpmap:107 H263-1998/90000\n",
    ];

    private static readonly Mutator Mutants = new([.. Seeds.Select(Encoding.UTF8.GetBytes), .. Bodies()], Words);
    private static readonly LocalEnd Local = new() { Media = new(IPAddress.Loopback, 20000), SessionId = 1 };
    private static readonly SessionDescription OurOffer = OfferAnswer.Offer(Local, MediaCapabilities.Default);

    [Fact]
    public void Mutants_throw_nothing_and_every_answer_fits()
    {
        var count = FuzzRuns.Count(20_000);
        int read = 0, agreed = 0;
        for (var number = 0; number < count; number++)
        {
            try
            {
                if (!SessionDescription.TryParse(Mutants.Make(number), out var description, out var reason))
                {
                    Assert.NotEqual(SdpParseReason.None, reason);
                    continue;
                }

                read++;
                if (Check(description)) agreed++;
            }
            catch (Exception error)
            {
                Assert.Fail($"Mutant {number}: {error}");
            }
        }

        Assert.InRange(read, count / 10, count - count / 10);
        Assert.InRange(agreed, count / 20, read);
    }

    [Fact]
    public void Every_prefix_is_judged()
    {
        foreach (var seed in Seeds)
        {
            var bytes = Encoding.UTF8.GetBytes(seed);
            for (var length = 0; length <= bytes.Length; length++)
            {
                if (SessionDescription.TryParse(bytes.AsSpan(0, length), out var description, out _)) Check(description);
            }
        }
    }

    private static bool Check(SessionDescription description)
    {
        var written = description.ToBytes();
        // Line ends and the lines we add may carry a description at the limit over it.
        if (written.Length <= SdpLimits.Bytes)
        {
            Assert.True(SessionDescription.TryParse(written, out var again, out var reason), reason.ToString());
            Assert.Equal(description, again);
        }

        OfferAnswer.ReadAnswer(OurOffer, description, MediaCapabilities.Default);
        var negotiation = OfferAnswer.Answer(description, Local, MediaCapabilities.Default);
        if (!negotiation.IsAgreed) return false;

        var answer = negotiation.Answer!;
        var audio = negotiation.Audio;
        Assert.Equal(description.Media.Length, answer.Media.Length);
        Assert.Equal(description.Media.Select(media => (media.Kind, media.Protocol)), answer.Media.Select(media => (media.Kind, media.Protocol)));
        Assert.Single(answer.Media, media => media.Port != 0);
        Assert.Subset(Numbers(description.Media[audio.MediaIndex]), Numbers(answer.Media[audio.MediaIndex]));
        Assert.Equal(audio.Remote == null, description.ConnectionOf(description.Media[audio.MediaIndex])!.IsUnspecified);
        Assert.InRange(audio.PtimeMs, 10, 60);
        Assert.InRange(audio.SendPayloadType, 0, 127);
        return true;
    }

    private static HashSet<int> Numbers(MediaDescription media) =>
        [.. media.Formats.Where(format => RtpMap.TryPayloadType(format, out _)).Select(int.Parse)];

    private static IEnumerable<byte[]> Bodies()
    {
        foreach (var torture in TortureCorpus.All)
        {
            if (SipParser.TryParse(torture.Bytes, out var message, out _) && MessageBody.TryFind(message, MediaType.Sdp, out var body)) yield return body.ToArray();
        }
    }
}
