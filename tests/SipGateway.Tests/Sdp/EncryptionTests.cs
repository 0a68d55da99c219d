using System.Net;
using System.Text;
using Voxie.SipGateway.Sdp;

namespace Voxie.SipGateway.Tests.Sdp;

/// <summary>Keys in offers and answers: what is agreed, and what is refused instead of being lowered.</summary>
public sealed class EncryptionTests
{
    private const string Long = "AES_CM_128_HMAC_SHA1_80";
    private const string Short = "AES_CM_128_HMAC_SHA1_32";
    private const string Gcm = "AEAD_AES_128_GCM";

    private static readonly LocalEnd Local = new() { Media = new(IPAddress.Parse("198.51.100.7"), 20000), SessionId = 77 };
    private static readonly string Theirs = Convert.ToBase64String(KeyOf(30, 9));
    private static readonly string TheirsGcm = Convert.ToBase64String(KeyOf(28, 9));

    public enum Policy { Off, Optional, Required, InClear, RequiredInClear }

    private static MediaCapabilities With(Policy policy)
    {
        byte made = 0;
        return MediaCapabilities.Default with
        {
            Encryption = policy == Policy.Off ? MediaEncryption.None : new MediaEncryption
            {
                Suites = [new(Gcm, 28), new(Long, 30), new(Short, 30, IsOffered: false)],
                Keys = new LocalKeys(length => KeyOf(length, ++made)),
                IsRequired = policy is Policy.Required or Policy.RequiredInClear,
                OfferedProfile = policy is Policy.Required or Policy.RequiredInClear ? "RTP/SAVP" : null,
                KeysTravelSafely = policy is not (Policy.InClear or Policy.RequiredInClear),
            },
        };
    }

    private static byte[] KeyOf(int length, byte with) => [.. Enumerable.Repeat(with, length)];

    private static byte[] Body(params string[] lines) =>
        Encoding.ASCII.GetBytes("v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n"
            + string.Concat(lines.Select(line => line.Replace("KEY28", TheirsGcm, StringComparison.Ordinal).Replace("KEY", Theirs, StringComparison.Ordinal) + "\r\n")));

    [Theory]
    [InlineData(Policy.Required, "RTP/SAVP")]
    [InlineData(Policy.Optional, "RTP/SAVP")]
    [InlineData(Policy.Optional, "RTP/SAVPF")]
    [InlineData(Policy.Required, "RTP/SAVPF")]
    [InlineData(Policy.Optional, "RTP/AVP")]
    [InlineData(Policy.Required, "RTP/AVP")]
    public void The_first_line_that_we_know_is_answered_under_its_tag(Policy policy, string profile)
    {
        var outcome = OfferAnswer.Answer(
            Body($"m=audio 4000 {profile} 0", "a=crypto:1 F8_128_HMAC_SHA1_80 inline:KEY", $"a=crypto:4 {Long} inline:KEY|2^31", $"a=crypto:5 {Gcm} inline:KEY28"),
            Local, With(policy));

        var keys = outcome.Audio!.Keys!;
        Assert.Equal((Long, profile), (keys.Suite, outcome.Audio.Profile));
        Assert.Equal(KeyOf(30, 9), keys.Remote);
        Assert.Equal(KeyOf(30, 1), keys.Local);
        var line = Assert.Single(outcome.Answer!.Media);
        Assert.Equal(profile, line.Protocol);
        Assert.Equal($"4 {Long} inline:{Convert.ToBase64String(KeyOf(30, 1))}", Assert.Single(line.Attributes, a => a.Name == "crypto").Value);
    }

    [Theory]
    [InlineData(Policy.Off, "RTP/SAVP", $"1 {Long} inline:KEY", "NoProfile")]
    [InlineData(Policy.Optional, "RTP/SAVP", "", "NoKeys")]
    [InlineData(Policy.Optional, "RTP/SAVP", "1 UNKNOWN inline:KEY", "NoKeys")]
    [InlineData(Policy.Optional, "RTP/SAVP", $"1 {Long} inline:KEY28", "NoKeys")]
    [InlineData(Policy.Optional, "RTP/SAVP", $"1 {Long} inline:KEY|2^20|1:4", "NoKeys")]
    [InlineData(Policy.Optional, "RTP/SAVP", $"1 {Long} inline:KEY UNENCRYPTED_SRTP", "NoKeys")]
    [InlineData(Policy.InClear, "RTP/SAVP", $"1 {Long} inline:KEY", "KeysInClear")]
    [InlineData(Policy.Required, "RTP/AVP", "", "NoKeys")]
    [InlineData(Policy.Required, "RTP/SAVP", "", "NoKeys")]
    [InlineData(Policy.RequiredInClear, "RTP/SAVP", $"1 {Long} inline:KEY", "KeysInClear")]
    [InlineData(Policy.RequiredInClear, "RTP/AVP", "", "KeysInClear")]
    [InlineData(Policy.Required, "UDP/TLS/RTP/SAVP", $"1 {Long} inline:KEY", "NoProfile")]
    public void What_would_be_less_than_asked_for_is_refused(Policy policy, string profile, string crypto, string refusal)
    {
        var outcome = OfferAnswer.Answer(Body($"m=audio 4000 {profile} 0", crypto.Length == 0 ? "a=x" : "a=crypto:" + crypto), Local, With(policy));

        Assert.Equal(refusal, outcome.Refusal.ToString());
        Assert.Equal(488, outcome.Refusal.Status());
        Assert.NotEqual("Session description does not fit", outcome.Refusal.WarningText());
    }

    [Theory]
    [InlineData(Policy.Off)]
    [InlineData(Policy.InClear)]
    public void Keys_beside_a_plain_profile_are_not_looked_at_where_none_may_be_agreed(Policy policy)
    {
        var outcome = OfferAnswer.Answer(Body("m=audio 4000 RTP/AVP 0", $"a=crypto:1 {Long} inline:KEY"), Local, With(policy));

        Assert.Null(outcome.Audio!.Keys);
        Assert.DoesNotContain("crypto", outcome.Answer!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Policy.Optional)]
    [InlineData(Policy.Off)]
    public void A_line_with_keys_is_taken_before_a_plain_one(Policy policy)
    {
        var outcome = OfferAnswer.Answer(
            Body("m=audio 4000 RTP/AVP 0", "m=audio 4002 RTP/SAVP 0", $"a=crypto:1 {Gcm} inline:KEY28"), Local, With(policy));

        Assert.Equal(policy == Policy.Off ? [20000, 0] : [0, 20000], outcome.Answer!.Media.Select(line => line.Port));
        Assert.Equal(policy == Policy.Off, outcome.Audio!.Keys is null);
    }

    [Theory]
    [InlineData(Policy.Off, "RTP/AVP", "")]
    [InlineData(Policy.InClear, "RTP/AVP", "")]
    [InlineData(Policy.Optional, "RTP/AVP", $"1 {Gcm},2 {Long}")]
    [InlineData(Policy.Required, "RTP/SAVP", $"1 {Gcm},2 {Long}")]
    public void We_offer_by_policy(Policy policy, string profile, string lines)
    {
        var line = Assert.Single(OfferAnswer.Offer(Local, With(policy)).Media);

        Assert.Equal(profile, line.Protocol);
        Assert.Equal(lines, string.Join(',', line.Attributes.Where(a => a.Name == "crypto").Select(a => a.Value!.Split(" inline:")[0])));
        Assert.Equal(lines.Length == 0 ? 0 : 2, line.Attributes.Where(a => a.Name == "crypto").Select(a => a.Value!.Split(" inline:")[1]).Distinct().Count());
    }

    [Theory]
    [InlineData(Policy.Optional, "RTP/AVP", $"2 {Long} inline:KEY", Long, "None")]
    [InlineData(Policy.Optional, "RTP/AVP", "", null, "None")]
    [InlineData(Policy.Optional, "RTP/AVP", $"3 {Long} inline:KEY", null, "AnswerMismatch")]
    [InlineData(Policy.Optional, "RTP/AVP", $"1 {Long} inline:KEY", null, "AnswerMismatch")]
    [InlineData(Policy.Optional, "RTP/AVP", $"1 {Short} inline:KEY", null, "AnswerMismatch")]
    [InlineData(Policy.Required, "RTP/SAVP", $"1 {Gcm} inline:KEY28", Gcm, "None")]
    [InlineData(Policy.Required, "RTP/SAVP", "", null, "NoKeys")]
    [InlineData(Policy.Required, "RTP/AVP", "", null, "NoKeys")]
    public void An_answer_chooses_one_of_our_lines(Policy policy, string profile, string crypto, string? suite, string refusal)
    {
        var capabilities = With(policy);
        var offer = OfferAnswer.Offer(Local, capabilities);
        var outcome = OfferAnswer.ReadAnswer(offer, Body($"m=audio 4000 {profile} 0", crypto.Length == 0 ? "a=x" : "a=crypto:" + crypto), capabilities);

        Assert.Equal((suite, refusal), (outcome.Audio?.Keys?.Suite, outcome.Refusal.ToString()));
        if (suite is null) return;
        Assert.Contains($"{suite} inline:{Convert.ToBase64String(outcome.Audio!.Keys!.Local)}", offer.ToString(), StringComparison.Ordinal);
        Assert.Equal(9, outcome.Audio.Keys.Remote[0]);
    }

    [Fact]
    public void Our_key_of_a_suite_stays_the_same_in_a_later_offer()
    {
        var capabilities = With(Policy.Required);
        var first = OfferAnswer.Offer(Local, capabilities);
        var second = OfferAnswer.Offer(Local with { Previous = first }, capabilities);

        Assert.Equal(first, second);
    }
}
