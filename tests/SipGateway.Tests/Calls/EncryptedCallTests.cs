using System.Net;
using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Calls;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Dtls;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Tests.Calls;

/// <summary>Encryption of media by trunk policy, over whole calls. The peer is on a loopback address, so its keys are believed.</summary>
public sealed class EncryptedCallTests
{
    private const string Key = "d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";
    private const string OtherKey = "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNk";
    private const string Crypto = $"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:{Key}\n";

    private static readonly string SecureOffer = SipRig.Offer.Replace("RTP/AVP", "RTP/SAVP", StringComparison.Ordinal) + Crypto;

    private static readonly Lazy<DtlsIdentity> NoDtls = new(() => throw new InvalidOperationException("Nobody asked for a certificate."));

    private static SipRig Rig(SrtpPolicy policy) => new(terms: new TrunkTerms(), srtp: policy);

    [Theory]
    [InlineData(SrtpPolicy.Required)]
    [InlineData(SrtpPolicy.Optional)]
    public void Keys_are_answered_with_ours_and_set_the_media(SrtpPolicy policy)
    {
        var rig = Rig(policy);
        rig.PeerSends("INVITE", body: SecureOffer);
        rig.Answer();

        Assert.Contains("m=audio 20000 RTP/SAVP 0", rig.LastSent.Text, StringComparison.Ordinal);
        var ours = rig.LastSent.Text.Split("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:")[1].Split("\r\n")[0];
        var keys = rig.Media.Open[0].Configured[^1].Keys!;
        Assert.Equal(Convert.FromBase64String(Key), keys.Remote.ToArray());
        Assert.Equal(Convert.FromBase64String(ours), keys.Local.ToArray());
        Assert.NotEqual(Key, ours);
    }

    [Theory]
    [InlineData(SrtpPolicy.Required, "RTP/AVP", "")]
    [InlineData(SrtpPolicy.Required, "RTP/SAVP", "")]
    [InlineData(SrtpPolicy.Required, "RTP/SAVP", "a=crypto:1 UNKNOWN inline:" + Key)]
    [InlineData(SrtpPolicy.Optional, "RTP/SAVP", "")]
    [InlineData(SrtpPolicy.Off, "RTP/SAVP", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + Key)]
    public void What_does_not_fit_the_policy_gets_488(SrtpPolicy policy, string profile, string crypto)
    {
        var rig = Rig(policy);
        rig.PeerSends("INVITE", body: SipRig.Offer.Replace("RTP/AVP", profile, StringComparison.Ordinal) + (crypto.Length > 0 ? crypto + "\n" : ""));

        Assert.Equal("488 INVITE", rig.SentKinds.Last());
        Assert.StartsWith("302 ", rig.Said("Warning"), StringComparison.Ordinal);
        Assert.Empty(rig.Intake.Legs);
    }

    [Fact]
    public void A_new_key_of_the_peer_is_taken_and_ours_stays()
    {
        var rig = Rig(SrtpPolicy.Required);
        rig.EstablishInbound(SecureOffer);
        var before = rig.Media.Open[0].Configured[^1].Keys!;

        rig.PeerSends("INVITE", cseq: 2, inDialog: true, body: SecureOffer.Replace("o=peer 1 1", "o=peer 1 2", StringComparison.Ordinal));
        rig.PeerSends("ACK", cseq: 2, inDialog: true, branch: "z9hG4bKack2");
        Assert.Equal(before, rig.Media.Open[0].Configured[^1].Keys);

        rig.PeerSends("INVITE", cseq: 3, inDialog: true,
            body: SecureOffer.Replace("o=peer 1 1", "o=peer 1 3", StringComparison.Ordinal).Replace(Key, OtherKey, StringComparison.Ordinal));
        var after = rig.Media.Open[0].Configured[^1].Keys!;
        Assert.Equal(Convert.FromBase64String(OtherKey), after.Remote.ToArray());
        Assert.Equal(before.Local.ToArray(), after.Local.ToArray());
    }

    [Fact]
    public void A_call_that_has_keys_does_not_go_back_to_none()
    {
        var rig = Rig(SrtpPolicy.Optional);
        rig.EstablishInbound(SecureOffer);

        rig.PeerSends("INVITE", cseq: 2, inDialog: true, body: SipRig.Offer.Replace("o=peer 1 1", "o=peer 1 2", StringComparison.Ordinal));

        Assert.Equal("488 INVITE", rig.SentKinds.Last());
        Assert.NotNull(rig.Media.Open[0].Configured[^1].Keys);
    }

    [Fact]
    public void Our_offer_in_a_call_with_keys_says_the_same_key_under_the_same_profile()
    {
        var rig = Rig(SrtpPolicy.Optional);
        rig.EstablishInbound(SecureOffer);
        var ours = Convert.ToBase64String(rig.Media.Open[0].Configured[^1].Keys!.Local);

        rig.PeerSends("INVITE", cseq: 2, inDialog: true);

        Assert.Contains("RTP/SAVP 0 8 9 111 101 102", rig.LastSent.Text, StringComparison.Ordinal);
        Assert.Contains($"a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:{ours}\r\n", rig.LastSent.Text, StringComparison.Ordinal);
        Assert.Equal(2, rig.LastSent.Text.Split("a=crypto:").Length);
    }

    [Theory]
    [InlineData(SrtpPolicy.Off, "RTP/AVP 0", 0)]
    [InlineData(SrtpPolicy.Optional, "RTP/AVP 0", 4)]
    [InlineData(SrtpPolicy.Required, "RTP/SAVP 0", 4)]
    public void A_call_out_offers_by_policy(SrtpPolicy policy, string profile, int lines)
    {
        var rig = Rig(policy);
        rig.DialThroughTrunk();

        Assert.Contains(profile, rig.LastSent.Text, StringComparison.Ordinal);
        Assert.Equal(lines, rig.LastSent.Text.Split("a=crypto:").Length - 1);
    }

    [Theory]
    [InlineData(SrtpPolicy.Optional, true)]
    [InlineData(SrtpPolicy.Optional, false)]
    [InlineData(SrtpPolicy.Required, true)]
    [InlineData(SrtpPolicy.Required, false)]
    public void An_answer_without_keys_is_taken_only_where_they_are_optional(SrtpPolicy policy, bool withKeys)
    {
        var rig = Rig(policy);
        var leg = rig.DialThroughTrunk();
        var tag = rig.LastSent.Text.Split("a=crypto:").First(part => part.Contains("AES_CM_128_HMAC_SHA1_80", StringComparison.Ordinal))[0];
        var body = withKeys ? Crypto.Replace(":1", $":{tag}", StringComparison.Ordinal) : "";
        rig.PeerAnswers("INVITE", 200, body: (policy == SrtpPolicy.Required ? SecureOffer.Replace(Crypto, "", StringComparison.Ordinal) : SipRig.Offer) + body);

        var agreed = withKeys || policy == SrtpPolicy.Optional;
        Assert.Equal(agreed, rig.Intake.NamesOf(leg).Contains("LegAnswered"));
        Assert.Equal(!agreed, rig.SentKinds.Contains("BYE"));
        if (agreed) Assert.Equal(withKeys, rig.Media.Open[0].Configured[^1].Keys is not null);
        else Assert.Empty(rig.Media.Open.SelectMany(media => media.Configured));
    }

    [Theory]
    [InlineData("127.0.0.1:5060", SrtpPolicy.Optional, false, true)]
    [InlineData("192.0.2.7:5060", SrtpPolicy.Optional, false, false)]
    [InlineData("192.0.2.7:5060", SrtpPolicy.Optional, true, true)]
    [InlineData("192.0.2.7:5060", SrtpPolicy.Off, true, false)]
    [InlineData("127.0.0.1:5060", SrtpPolicy.Off, false, false)]
    public void Keys_travel_where_nobody_reads_them_or_the_trunk_does_not_mind(string peer, SrtpPolicy policy, bool inClear, bool possible)
    {
        var trunk = new Trunk { Id = "t", Srtp = policy, Terms = new TrunkTerms { KeysInClear = inClear } };
        var flow = new SipFlow(new SipRig().Ours, IPEndPoint.Parse(peer));

        Assert.Equal(possible, MediaPeer.Of(flow, trunk, NoDtls).Encryption.IsPossible);
    }

    [Fact]
    public void A_trunk_that_requires_keys_and_cannot_say_them_is_not_dialled()
    {
        var trunk = new Trunk { Id = "t", Srtp = SrtpPolicy.Required };
        var flow = new SipFlow(new SipRig().Ours, IPEndPoint.Parse("192.0.2.7:5060"));

        Assert.True(MediaPeer.IsHopeless(flow, trunk));
        Assert.True(MediaPeer.Of(flow, trunk, NoDtls).Encryption.IsHopeless);
        Assert.False(MediaPeer.IsHopeless(flow, trunk with { SrtpKeys = SrtpKeyExchange.Dtls }));
        Assert.False(MediaPeer.Of(flow, trunk with { SrtpKeys = SrtpKeyExchange.Dtls }, NoDtls).Encryption.IsHopeless);
    }

    [Fact]
    public void Keys_are_masked_in_the_ladder_of_the_call()
    {
        var rig = Rig(SrtpPolicy.Required);
        rig.EstablishInbound(SecureOffer);
        var ours = Convert.ToBase64String(rig.Media.Open[0].Configured[^1].Keys!.Local);

        var artifact = Assert.Single(rig.Leg.Artifacts());
        using var reader = new StreamReader(artifact.Open());
        var text = reader.ReadToEnd();

        Assert.Contains("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:****", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, text, StringComparison.Ordinal);
        Assert.DoesNotContain(ours, text, StringComparison.Ordinal);
        Assert.DoesNotContain(ours.Replace("+", "\\u002B", StringComparison.Ordinal), text, StringComparison.Ordinal);
    }
}
