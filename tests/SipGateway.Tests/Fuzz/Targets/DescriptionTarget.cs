using System.Net;
using Voxie.SipGateway.Sdp;

namespace Voxie.SipGateway.Tests.Fuzz.Targets;

/// <summary>Session descriptions into the reader, and into offer and answer on both sides.</summary>
internal sealed class DescriptionTarget : FuzzTarget
{
    private static readonly string[] Words =
    [
        "\r\n", "\n", "m=audio 4000 RTP/AVP 0 8\r\n", "m=audio 0 RTP/AVP 0\r\n", "m=audio 4000 RTP/SAVP 0\r\n", "m=video 1 RTP/AVP 31\r\n", "c=IN IP4 0.0.0.0\r\n", "c=IN IP6 ::1\r\n", "a=rtpmap:0 PCMU/8000\r\n",
        "a=rtpmap:101 telephone-event/8000\r\n", "a=fmtp:", "a=ptime:", "a=maxptime:10\r\n", "a=sendonly\r\n", "a=inactive\r\n", "a=rtcp:1\r\n", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:",
        "a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj|2^20\r\n",
        "m=audio 4000 UDP/TLS/RTP/SAVP 0\r\n", "a=setup:actpass\r\n", "a=setup:", "a=tls-id:1\r\n", "a=fingerprint:sha-256 ",
        "a=fingerprint:sha-256 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF\r\n",
        "v=0\r\n", "o=", "s=\r\n", "t=0 0\r\n", "IN IP4 ", "224.0.0.1", "65536", "/", ":", "é",
    ];

    private static readonly LineMutator Mutants = new(FuzzSeeds.Descriptions, Words, mostBytes: SdpLimits.Bytes + 100);
    private static readonly LocalEnd Local = new() { Media = new(IPAddress.Loopback, 20000), SessionId = 1 };
    private static readonly MediaCapabilities Abilities = MediaCapabilities.Default with
    {
        Encryption = new MediaEncryption { Suites = [new CryptoSuite("AES_CM_128_HMAC_SHA1_80", 30)], Keys = new LocalKeys(length => new byte[length]), Certificate = () => Fingerprint.Of([1]) },
    };

    private static readonly SessionDescription OurOffer = OfferAnswer.Offer(Local, Abilities);

    public override string Name => "Session description";

    // An answer has a line for each of the offer's, 32 at most.
    public override int FreeBytes => 24 * 1024;

    public override byte[] Make(int number) => Mutants.Make(number);

    public override bool Read(byte[] input)
    {
        OfferAnswer.ReadAnswer(OurOffer, input, Abilities);
        return OfferAnswer.Answer(input, Local, Abilities).IsAgreed;
    }

    public override void Judge(byte[] input)
    {
        Assert.True(SessionDescription.TryParse(input, out var description, out _));
        var written = description.ToBytes();
        // Line ends and the lines we add may carry a description at the limit over it.
        if (written.Length <= SdpLimits.Bytes)
        {
            Assert.True(SessionDescription.TryParse(written, out var again, out var reason), reason.ToString());
            Assert.Equal(description, again);
        }

        var answer = OfferAnswer.Answer(description, Local, Abilities).Answer!;
        Assert.Equal(description.Media.Length, answer.Media.Length);
        Assert.Single(answer.Media, media => media.Port != 0);
        Assert.True(SessionDescription.TryParse(answer.ToBytes(), out var read, out _));
        Assert.Equal(answer, read);
    }
}
