using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Rtp;

namespace Voxie.SipGateway.Tests.Calls;

/// <summary>Keys of ours by SIP INFO, where the trunk says so.</summary>
public sealed class InfoKeysTests
{
    private readonly SipRig _rig = new(terms: new TrunkTerms(), dtmf: DtmfWay.Info);

    private IEnumerable<string> Infos => _rig.Network.Sent.Where(d => d.From.Equals(SipRig.OurAddress) && d.Kind == "INFO").Select(d => d.Text);

    [Fact]
    public void Keys_go_one_after_another_each_when_the_one_before_is_answered()
    {
        _rig.EstablishInbound();
        foreach (var key in "1#") Assert.True(_rig.Leg.TrySendDigit(key, TimeSpan.FromMilliseconds(250)));
        Assert.False(_rig.Leg.TrySendDigit('?', TimeSpan.FromMilliseconds(250)));
        _rig.Run(1);
        Assert.Contains("Content-Type: application/dtmf-relay\r\n", Assert.Single(Infos), StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nSignal=1\r\nDuration=250\r\n", Infos.Single(), StringComparison.Ordinal);

        _rig.PeerAnswers("INFO", 200);
        Assert.EndsWith("\r\n\r\nSignal=#\r\nDuration=250\r\n", Infos.Last(), StringComparison.Ordinal);
        _rig.PeerAnswers("INFO", 415); // a peer that takes none: the next key is tried all the same
        Assert.True(_rig.Leg.TrySendDigit('9', TimeSpan.FromMilliseconds(100)));
        _rig.Run(1);
        Assert.EndsWith("Signal=9\r\nDuration=100\r\n", Infos.Last(), StringComparison.Ordinal);
        Assert.Equal(KeyWay.Outside, _rig.Media.Open[0].Configured[^1].KeyWay);
        Assert.Empty(_rig.Media.Open[0].SentDigits);
    }

    [Fact]
    public void Before_the_answer_no_key_goes()
    {
        _rig.PeerSends("INVITE", body: SipRig.Offer);
        _rig.Leg.TrySendDigit('1', TimeSpan.FromMilliseconds(100));
        _rig.Run(1);
        Assert.Empty(Infos);
    }
}
