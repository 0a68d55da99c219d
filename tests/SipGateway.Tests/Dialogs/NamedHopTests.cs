using System.Net;
using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Tests.Transactions;
using Voxie.SipGateway.Transactions;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Tests.Dialogs;

/// <summary>Peers that name themselves in Contact and Record-Route instead of giving an address.</summary>
public sealed class NamedHopTests : IUacInviteUser, INamedHosts
{
    private readonly TransactionRig _rig = new();
    private readonly Strand _strand = new();
    private readonly List<string> _asked = [];
    private SipTarget? _found;
    private SipDialog? _dialog;

    public NamedHopTests() => _rig.Transports.Names = this;

    SipTarget? INamedHosts.Find(SipUri uri)
    {
        _asked.Add(uri.Host);
        return _found;
    }

    void IUacInviteUser.Progressed(SipDialog? dialog, SipResponse response)
    {
    }

    ReadOnlyMemory<byte> IUacInviteUser.Negotiate(SipDialog dialog, SipResponse response) => default;

    void IUacInviteUser.Answered(SipDialog dialog, SipResponse response) => _dialog = dialog;

    SipRequest? IUacInviteUser.Retry(SipRequest refused, SipResponse response) => null;

    void IUacInviteUser.Refused(int status, SipResponse? response)
    {
    }

    private void Establish(string headers)
    {
        var invite = new UacInvite(_rig.Layer, _rig.ToPeer, _strand, this);
        var (us, peer) = (new NameAddr(SipUri.Sip("us", "127.0.0.1")), new NameAddr(SipUri.Sip("peer", "127.0.0.2")));
        _strand.Post(() => invite.Start(SipRequests.New(SipMethod.Invite, peer.Uri, [], us.WithTag("ours"), peer, "our-call", 1, us)));
        _rig.Time.Advance(TimeSpan.FromMilliseconds(1));
        _rig.PeerAnswers(200, headers: headers);
    }

    private string ByeGoesTo()
    {
        new DialogRequest(_rig.Layer, _dialog!, _strand, _ => { }).Send(_dialog!.NewRequest(SipMethod.Bye));
        return _rig.Network.Sent[^1].To.ToString();
    }

    [Fact]
    public void A_name_that_is_not_found_yet_leaves_the_way_that_the_dialog_came()
    {
        Establish("Contact: <sip:peer@pbx.test:5099>\r\n");
        Assert.Equal(["INVITE", "ACK"], _rig.SentKinds);
        Assert.Equal("127.0.0.2:5060", _rig.Network.Sent[^1].To.ToString());
        Assert.Equal("pbx.test", _asked.Distinct().Single());
    }

    [Fact]
    public void Once_it_is_found_requests_go_there()
    {
        Establish("Contact: <sip:peer@pbx.test:5099>\r\n");
        _found = new SipTarget("UDP", IPEndPoint.Parse("127.0.0.2:5099"));
        Assert.Equal("127.0.0.2:5099", ByeGoesTo());
    }

    [Fact]
    public void A_named_route_comes_before_the_contact()
    {
        Establish("Contact: <sip:peer@127.0.0.9>\r\nRecord-Route: <sip:edge.test;lr>\r\n");
        _found = new SipTarget("UDP", IPEndPoint.Parse("127.0.0.7:5060"));
        Assert.Equal("127.0.0.7:5060", ByeGoesTo());
        Assert.Contains("edge.test", _asked);
        Assert.DoesNotContain("127.0.0.9", _asked);
    }

    [Theory]
    [InlineData("169.254.169.254:80")] // where clouds keep their secrets
    [InlineData("127.0.0.1:5060")] // ourselves
    public void A_name_does_not_open_what_an_address_would_not(string address)
    {
        Establish("Contact: <sip:peer@pbx.test>\r\n");
        _found = new SipTarget("UDP", IPEndPoint.Parse(address));
        Assert.Equal("127.0.0.2:5060", ByeGoesTo());
    }
}
