using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Dtls;
using Voxie.SipGateway.Rtp;

namespace Voxie.SipGateway.Tests.Calls;

/// <summary>DTLS-SRTP by trunk policy, over whole calls: what is said, and which handshake the media is set by.</summary>
public sealed class DtlsCallTests
{
    private const string Print = "a=fingerprint:sha-256 00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF\n";
    private const string OtherPrint = "a=fingerprint:sha-256 FF:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF\n";

    private static readonly string Secure = SipRig.Offer.Replace("RTP/AVP", "UDP/TLS/RTP/SAVP", StringComparison.Ordinal);
    private static readonly string Offer = Secure + Print + "a=setup:actpass\n";

    private static SipRig Rig(SrtpPolicy policy) => new(terms: new TrunkTerms(), srtp: policy, keys: SrtpKeyExchange.Dtls);

    private static RtpParameters Set(SipRig rig) => rig.Media.Open[0].Configured[^1];

    [Theory]
    [InlineData(SrtpPolicy.Required)]
    [InlineData(SrtpPolicy.Optional)]
    public void A_fingerprint_is_answered_and_sets_a_handshake(SrtpPolicy policy)
    {
        var rig = Rig(policy);
        rig.PeerSends("INVITE", body: Offer);
        rig.Answer();

        Assert.Contains("m=audio 20000 UDP/TLS/RTP/SAVP 0", rig.LastSent.Text, StringComparison.Ordinal);
        Assert.Contains("a=setup:active\r\n", rig.LastSent.Text, StringComparison.Ordinal);
        Assert.Contains("a=fingerprint:sha-256 ", rig.LastSent.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("a=crypto", rig.LastSent.Text, StringComparison.Ordinal);
        var set = Set(rig);
        Assert.Null(set.Keys);
        Assert.Equal(DtlsRole.Client, set.Dtls!.Terms.Role);
        Assert.NotSame(set.Dtls, set.ControlDtls);
    }

    [Theory]
    [InlineData(SrtpPolicy.Required, "RTP/AVP", "")]
    [InlineData(SrtpPolicy.Required, "UDP/TLS/RTP/SAVP", "")]
    [InlineData(SrtpPolicy.Optional, "UDP/TLS/RTP/SAVP", "a=setup:actpass\n")]
    [InlineData(SrtpPolicy.Optional, "RTP/SAVP", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj\n")]
    [InlineData(SrtpPolicy.Off, "UDP/TLS/RTP/SAVP", Print)]
    public void What_does_not_fit_the_policy_gets_488(SrtpPolicy policy, string profile, string lines)
    {
        var rig = Rig(policy);
        rig.PeerSends("INVITE", body: SipRig.Offer.Replace("RTP/AVP", profile, StringComparison.Ordinal) + lines);

        Assert.Equal("488 INVITE", rig.SentKinds.Last());
        Assert.StartsWith("302 ", rig.Said("Warning"), StringComparison.Ordinal);
        Assert.Empty(rig.Intake.Legs);
    }

    [Fact]
    public void A_trunk_for_keys_in_the_signalling_takes_no_fingerprint()
    {
        var rig = new SipRig(terms: new TrunkTerms(), srtp: SrtpPolicy.Required);
        rig.PeerSends("INVITE", body: Offer);
        Assert.Equal("488 INVITE", rig.SentKinds.Last());
    }

    [Fact]
    public void A_program_of_this_machine_gets_what_it_asks_for()
    {
        var rig = new SipRig();
        rig.PeerSends("INVITE", body: Offer);
        rig.Answer();
        Assert.NotNull(Set(rig).Dtls);
    }

    [Fact]
    public void The_same_again_is_the_same_handshake_and_another_certificate_a_new_one()
    {
        var rig = Rig(SrtpPolicy.Required);
        rig.EstablishInbound(Offer);
        var first = Set(rig).Dtls!;
        Assert.True(Set(rig).Expected);

        Reinvite(rig, 2, Offer);
        Assert.Same(first, Set(rig).Dtls);
        Assert.Contains("a=setup:active\r\n", rig.Network.Sent.Last(d => d.Kind == "200 INVITE").Text, StringComparison.Ordinal);

        Reinvite(rig, 3, Offer.Replace("c=IN IP4 127.0.0.2", "c=IN IP4 0.0.0.0", StringComparison.Ordinal));
        Assert.Same(first, Set(rig).Dtls);

        Reinvite(rig, 4, Secure + OtherPrint + "a=setup:actpass\n");
        var second = Set(rig).Dtls!;
        Assert.NotSame(first, second);
        Assert.StartsWith("FF", second.Terms.Fingerprints[0].Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a=setup:active\n", "30000")]
    [InlineData("a=setup:actpass\n", "30002")]
    [InlineData("a=setup:actpass\na=tls-id:two\n", "30000")]
    public void Another_role_address_or_id_is_a_new_handshake(string lines, string port)
    {
        var rig = Rig(SrtpPolicy.Required);
        rig.EstablishInbound(Offer);
        var first = Set(rig).Dtls!;

        Reinvite(rig, 2, (Secure + Print + lines).Replace("30000", port, StringComparison.Ordinal));

        Assert.NotSame(first, Set(rig).Dtls);
        Assert.Equal(lines.Contains("active", StringComparison.Ordinal) ? DtlsRole.Server : DtlsRole.Client, Set(rig).Dtls!.Terms.Role);
    }

    [Fact]
    public void A_handshake_that_another_early_dialog_has_ended_begins_again()
    {
        var rig = Rig(SrtpPolicy.Required);
        rig.DialThroughTrunk();
        rig.PeerAnswers("INVITE", 183, "one", Secure + Print + "a=setup:active\n");
        var first = Set(rig).Dtls!;
        rig.PeerAnswers("INVITE", 183, "two", Secure + OtherPrint + "a=setup:active\n");
        Assert.NotSame(first, Set(rig).Dtls);
        first.Dispose(); // as the media does with what is no longer set
        rig.PeerAnswers("INVITE", 200, "one", Secure + Print + "a=setup:active\n");

        Assert.False(Set(rig).Dtls!.IsClosed);
        Assert.Equal(first.Terms.Fingerprints[0], Set(rig).Dtls!.Terms.Fingerprints[0]);
    }

    [Fact]
    public void Reports_on_the_port_of_media_need_no_handshake_of_their_own()
    {
        var rig = Rig(SrtpPolicy.Required);
        rig.PeerSends("INVITE", body: Offer + "a=rtcp-mux\n");
        rig.Answer();

        Assert.True(Set(rig).MultiplexesControl);
        Assert.NotNull(Set(rig).Dtls);
        Assert.Null(Set(rig).ControlDtls);
    }

    [Fact]
    public void A_call_that_has_keys_does_not_go_back_to_none()
    {
        var rig = Rig(SrtpPolicy.Optional);
        rig.EstablishInbound(Offer);
        Reinvite(rig, 2, SipRig.Offer);

        Assert.Contains("488 INVITE", rig.SentKinds);
        Assert.NotNull(Set(rig).Dtls);
    }

    [Fact]
    public void Our_offer_in_a_call_with_a_handshake_keeps_profile_and_role()
    {
        var rig = Rig(SrtpPolicy.Optional);
        rig.EstablishInbound(Offer);
        rig.PeerSends("INVITE", cseq: 2, inDialog: true);

        Assert.Contains("UDP/TLS/RTP/SAVP 0 8 ", rig.LastSent.Text, StringComparison.Ordinal);
        Assert.Contains("a=setup:active\r\n", rig.LastSent.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SrtpPolicy.Optional, "RTP/AVP 0")]
    [InlineData(SrtpPolicy.Required, "UDP/TLS/RTP/SAVP 0")]
    public void A_call_out_offers_a_fingerprint_and_leaves_the_choice(SrtpPolicy policy, string profile)
    {
        var rig = Rig(policy);
        rig.DialThroughTrunk();

        Assert.Contains(profile, rig.LastSent.Text, StringComparison.Ordinal);
        Assert.Contains("a=setup:actpass\r\n", rig.LastSent.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("a=crypto", rig.LastSent.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a=setup:active\n", "Server")]
    [InlineData("a=setup:passive\n", "Client")]
    public void The_answer_to_a_call_out_says_who_begins(string setup, string role)
    {
        var rig = Rig(SrtpPolicy.Required);
        var leg = rig.DialThroughTrunk();
        rig.PeerAnswers("INVITE", 183, body: Secure + Print + setup);
        var early = Set(rig).Dtls!;
        Assert.False(Set(rig).Expected);
        rig.PeerAnswers("INVITE", 200, body: Secure + Print + setup);

        Assert.Contains("LegAnswered", rig.Intake.NamesOf(leg));
        Assert.Same(early, Set(rig).Dtls);
        Assert.True(Set(rig).Expected);
        Assert.Equal(role, early.Terms.Role.ToString());
    }

    [Fact]
    public void An_answer_without_a_fingerprint_ends_a_call_that_requires_one()
    {
        var rig = Rig(SrtpPolicy.Required);
        rig.DialThroughTrunk();
        rig.PeerAnswers("INVITE", 200, body: Secure);
        Assert.Contains("BYE", rig.SentKinds);
    }

    [Theory]
    [InlineData(nameof(DtlsFault.WrongCertificate), "certificate")]
    [InlineData(nameof(DtlsFault.Timeout), "in time")]
    [InlineData(nameof(DtlsFault.NoProfile), "profile")]
    [InlineData(nameof(DtlsFault.Refused), "refused")]
    public void A_failed_handshake_ends_the_call_with_a_reason_that_names_it(string fault, string word)
    {
        var rig = Rig(SrtpPolicy.Required);
        rig.EstablishInbound(Offer);
        rig.Media.Open[0].Observer!.KeysFailed(Enum.Parse<DtlsFault>(fault));
        rig.Run(1);

        Assert.Equal("BYE", rig.SentKinds.Last());
        Assert.Contains("cause=127", rig.Said("Reason"), StringComparison.Ordinal);
        rig.PeerAnswers("BYE", 200);
        var end = rig.Intake.EndOf(rig.Leg)!;
        Assert.Equal((EndCode.MediaKeys, EndSide.Carrier), (end.Code, end.Side));
        Assert.Contains(word, end.Detail, StringComparison.Ordinal);
    }

    private static void Reinvite(SipRig rig, int cseq, string body)
    {
        rig.PeerSends("INVITE", cseq: cseq, inDialog: true, body: body.Replace("o=peer 1 1", $"o=peer 1 {cseq}", StringComparison.Ordinal));
        rig.PeerSends("ACK", cseq: cseq, inDialog: true, branch: $"z9hG4bKack{cseq}");
    }
}
