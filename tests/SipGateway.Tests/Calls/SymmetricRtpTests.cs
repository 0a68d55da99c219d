using System.Net;
using Voxie.SipGateway.Calls;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Rtp;
using Voxie.SipGateway.Sdp;

namespace Voxie.SipGateway.Tests.Calls;

/// <summary>Whose packets a line may hear, by trunk, over whole calls.</summary>
public sealed class SymmetricRtpTests
{
    [Theory]
    [InlineData(null, nameof(SourceLearning.ThisMachine))]
    [InlineData(false, nameof(SourceLearning.Never))]
    [InlineData(true, nameof(SourceLearning.Anywhere))]
    public void The_trunk_decides_whether_another_source_is_learned(bool? symmetric, string learning)
    {
        var rig = new SipRig(terms: symmetric is { } value ? new TrunkTerms { SymmetricRtp = value } : null);
        rig.EstablishInbound();
        var media = rig.Media.Open[0].Configured[^1];
        Assert.Equal((learning, true, SipRig.PeerAddress.Address), (media.Learning.ToString(), media.BelievesRemote, media.Signaller!));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Behind_a_nat_a_peer_may_name_what_is_never_sent_to(bool symmetric)
    {
        var peer = new MediaPeer(
            new(IPAddress.Parse("203.0.113.5")), MediaEncryption.None, symmetric ? SourceLearning.Anywhere : SourceLearning.Never);
        Assert.Equal(symmetric, peer.MayName(IPAddress.Parse("192.168.1.20")));
        Assert.False(peer.MayName(IPAddress.Parse("127.0.0.1")));
        Assert.True(peer.MayName(IPAddress.Parse("198.51.100.7")));
    }
}
