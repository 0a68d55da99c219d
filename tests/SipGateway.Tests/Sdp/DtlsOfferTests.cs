using System.Net;
using System.Text;
using Voxie.SipGateway.Sdp;

namespace Voxie.SipGateway.Tests.Sdp;

/// <summary>Fingerprints and roles in offers and answers (RFC 8122, 8842), and what is refused instead of being lowered.</summary>
public sealed class DtlsOfferTests
{
    private const string Print = "a=fingerprint:sha-256 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF";
    private const string Weak = "a=fingerprint:sha-1 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33";
    private const string Dtls = "UDP/TLS/RTP/SAVP";

    private static readonly LocalEnd Local = new() { Media = new(IPAddress.Parse("198.51.100.7"), 20000), SessionId = 77 };
    private static readonly Fingerprint Ours = Fingerprint.Of([1, 2, 3]);

    private static MediaCapabilities With(bool required = false, bool? weBegan = null) => MediaCapabilities.Default with
    {
        Encryption = new MediaEncryption { Certificate = () => Ours, IsRequired = required, OfferedProfile = required ? Dtls : null, WeBegan = weBegan },
    };

    private static byte[] Body(params string[] lines) =>
        Encoding.ASCII.GetBytes("v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n" + string.Concat(lines.Select(line => line + "\r\n")));

    [Theory]
    [InlineData(Dtls, "actpass", "active")]
    [InlineData(Dtls, "active", "passive")]
    [InlineData(Dtls, "passive", "active")]
    [InlineData("UDP/TLS/RTP/SAVPF", "actpass", "active")]
    [InlineData("RTP/SAVPF", "actpass", "active")]
    [InlineData("RTP/AVP", "ACTPASS", "active")]
    public void A_fingerprint_is_answered_with_ours_and_the_other_role(string profile, string theirs, string ours)
    {
        var outcome = OfferAnswer.Answer(Body($"m=audio 4000 {profile} 0", Print, "a=setup:" + theirs, "a=tls-id:abc"), Local, With(required: true));

        var line = Assert.Single(outcome.Answer!.Media);
        Assert.Equal((profile, ours, Ours.ToString()), (line.Protocol, line["setup"], line["fingerprint"]));
        Assert.Null(line["crypto"]);
        Assert.Equal((ours == "active", "abc"), (outcome.Audio!.Dtls!.WeBegin, outcome.Audio.Dtls.TlsId));
        Assert.StartsWith("001122", Assert.Single(outcome.Audio.Dtls.Fingerprints).Value, StringComparison.Ordinal);
        Assert.True(outcome.Audio.IsEncrypted);
    }

    [Fact]
    public void What_the_medium_does_not_say_the_session_says()
    {
        var outcome = OfferAnswer.Answer(Body(Print, "a=setup:passive", $"m=audio 4000 {Dtls} 0"), Local, With());
        Assert.True(outcome.Audio!.Dtls!.WeBegin);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_choice_that_is_ours_stays_as_it_was(bool weBegan)
    {
        var outcome = OfferAnswer.Answer(Body($"m=audio 4000 {Dtls} 0", Print, "a=setup:actpass"), Local, With(weBegan: weBegan));
        Assert.Equal(weBegan, outcome.Audio!.Dtls!.WeBegin);
    }

    [Fact]
    public void A_peer_that_has_to_show_where_it_is_begins()
    {
        var capabilities = With();
        capabilities = capabilities with { Encryption = capabilities.Encryption with { LikesToBegin = false } };
        Assert.False(OfferAnswer.Answer(Body($"m=audio 4000 {Dtls} 0", Print, "a=setup:actpass"), Local, capabilities).Audio!.Dtls!.WeBegin);
    }

    [Theory]
    [InlineData(Dtls, "a=setup:actpass")]
    [InlineData(Dtls, Weak)]
    [InlineData(Dtls, Print + "\r\na=setup:holdconn")]
    [InlineData(Dtls, Print + "\r\na=setup:x")]
    [InlineData("RTP/SAVP", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj")]
    public void A_secure_profile_without_a_usable_fingerprint_is_refused(string profile, string lines) =>
        Assert.Equal(SdpRefusal.NoKeys, OfferAnswer.Answer(Body($"m=audio 4000 {profile} 0", lines), Local, With()).Refusal);

    [Fact]
    public void Where_encryption_is_required_plain_is_refused_and_where_not_answered_plain()
    {
        Assert.Equal(SdpRefusal.NoKeys, OfferAnswer.Answer(Body("m=audio 4000 RTP/AVP 0"), Local, With(required: true)).Refusal);
        Assert.False(OfferAnswer.Answer(Body("m=audio 4000 RTP/AVP 0"), Local, With()).Audio!.IsEncrypted);
    }

    [Fact]
    public void Without_a_certificate_the_profile_is_refused()
    {
        var offer = Body($"m=audio 4000 {Dtls} 0", Print, "a=setup:actpass");
        Assert.Equal(SdpRefusal.NoProfile, OfferAnswer.Answer(offer, Local, MediaCapabilities.Default).Refusal);
    }

    [Fact]
    public void Of_several_lines_the_one_with_a_fingerprint_is_taken()
    {
        var outcome = OfferAnswer.Answer(Body("m=audio 4000 RTP/AVP 0", $"m=audio 4002 {Dtls} 0", Print, "a=setup:actpass"), Local, With());
        Assert.Equal(1, outcome.Audio!.MediaIndex);
    }

    [Theory]
    [InlineData(false, null, "RTP/AVP", "actpass")]
    [InlineData(true, null, Dtls, "actpass")]
    [InlineData(true, true, Dtls, "active")]
    [InlineData(true, false, Dtls, "passive")]
    public void An_offer_leaves_the_choice_unless_it_is_made(bool required, bool? weBegan, string profile, string setup)
    {
        var line = Assert.Single(OfferAnswer.Offer(Local, With(required, weBegan)).Media);
        Assert.Equal((profile, setup, Ours.ToString()), (line.Protocol, line["setup"], line["fingerprint"]));
    }

    [Theory]
    [InlineData(null, "active", false)]
    [InlineData(null, "passive", true)]
    [InlineData(true, "passive", true)]
    [InlineData(false, "active", false)]
    public void The_role_that_an_answer_leaves_is_ours(bool? weBegan, string theirs, bool weBegin)
    {
        var offer = OfferAnswer.Offer(Local, With(true, weBegan));
        var outcome = OfferAnswer.ReadAnswer(offer, Body($"m=audio 4000 {Dtls} 0", Print, "a=setup:" + theirs), With(true, weBegan));
        Assert.Equal(weBegin, outcome.Audio!.Dtls!.WeBegin);
    }

    [Theory]
    [InlineData(null, "actpass", nameof(SdpRefusal.AnswerMismatch))]
    [InlineData(true, "active", nameof(SdpRefusal.AnswerMismatch))]
    [InlineData(false, "passive", nameof(SdpRefusal.AnswerMismatch))]
    [InlineData(null, "holdconn", nameof(SdpRefusal.NoKeys))]
    public void An_answer_with_a_role_that_does_not_fit_is_refused(bool? weBegan, string theirs, string refusal)
    {
        var offer = OfferAnswer.Offer(Local, With(true, weBegan));
        Assert.Equal(refusal, OfferAnswer.ReadAnswer(offer, Body($"m=audio 4000 {Dtls} 0", Print, "a=setup:" + theirs), With(true, weBegan)).Refusal.ToString());
    }

    [Fact]
    public void An_answer_may_leave_the_keys_out_only_where_they_are_optional()
    {
        var plain = Body("m=audio 4000 RTP/AVP 0");
        Assert.False(OfferAnswer.ReadAnswer(OfferAnswer.Offer(Local, With()), plain, With()).Audio!.IsEncrypted);
        Assert.Equal(SdpRefusal.NoKeys, OfferAnswer.ReadAnswer(OfferAnswer.Offer(Local, With(true)), plain, With(true)).Refusal);
    }
}
