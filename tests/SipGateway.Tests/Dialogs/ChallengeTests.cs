using System.Net;
using Voxie.SipGateway.Authentication;
using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Tests.Transactions;
using Voxie.SipGateway.Tests.Transport;
using Voxie.SipGateway.Transactions;

namespace Voxie.SipGateway.Tests.Dialogs;

/// <summary>Challenges to our INVITE and to our requests within its dialog, on the wire.</summary>
public sealed class ChallengeTests : IUacInviteUser
{
    private const string ProxyChallenge = "Proxy-Authenticate: Digest realm=\"pbx\", nonce=\"one\", qop=\"auth\"\r\n";

    private readonly TransactionRig _rig = new();
    private readonly Strand _strand = new();
    private readonly List<string> _told = [];
    private UacInvite _invite = null!;
    private SipDialog? _dialog;

    private IEnumerable<Datagram> Ours => _rig.Network.Sent.Where(d => d.From.Equals(TransactionRig.OurAddress));

    ReadOnlyMemory<byte> IUacInviteUser.Negotiate(SipDialog dialog, SipResponse response) => default;

    SipRequest? IUacInviteUser.Retry(SipRequest refused, SipResponse response) => null;

    void IUacInviteUser.Progressed(SipDialog? dialog, SipResponse response) => _told.Add($"progressed {response.StatusCode}");

    void IUacInviteUser.Answered(SipDialog dialog, SipResponse response)
    {
        _dialog = dialog;
        _told.Add("answered");
    }

    void IUacInviteUser.Refused(int status, SipResponse? response) => _told.Add($"refused {status}");

    private void Dial(DigestClient? credentials)
    {
        _invite = new UacInvite(_rig.Layer, _rig.ToPeer, _strand, this, credentials);
        var (us, peer) = (new NameAddr(SipUri.Sip("us", "127.0.0.1")), new NameAddr(SipUri.Sip("peer", "127.0.0.2")));
        _strand.Post(() => _invite.Start(SipRequests.New(SipMethod.Invite, peer.Uri, [], us.WithTag("ours"), peer, "our-call", 1, us)));
        _rig.Time.Advance(TimeSpan.FromMilliseconds(1));
    }

    private static DigestClient Credentials() => new(new DigestCredentials("alice", "secret"), TransactionRig.PeerAddress.Address.Equals);

    private static string Line(Datagram sent, string name) =>
        sent.Text.Split("\r\n").FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.Ordinal)) ?? "";

    private void Hangup(List<int?> outcome)
    {
        _strand.Post(() => new DialogRequest(_rig.Layer, _dialog!, _strand, response => outcome.Add(response?.StatusCode))
            .Send(_dialog!.NewRequest(SipMethod.Bye)));
        _rig.Time.Advance(TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public void A_challenged_invite_is_acknowledged_and_sent_again_with_credentials()
    {
        Dial(Credentials());
        _rig.PeerAnswers(407, headers: ProxyChallenge);
        Assert.Equal(["INVITE", "ACK", "INVITE"], _rig.SentKinds);
        var (first, ack, second) = (Ours.First(), Ours.ElementAt(1), Ours.Last());
        Assert.Equal(Line(first, "Via"), Line(ack, "Via"));
        Assert.NotEqual(Line(first, "Via"), Line(second, "Via"));
        Assert.Equal((Line(first, "Call-ID"), Line(first, "From"), Line(first, "To")), (Line(second, "Call-ID"), Line(second, "From"), Line(second, "To")));
        Assert.Equal("CSeq: 2 INVITE", Line(second, "CSeq"));
        Assert.Contains("realm=\"pbx\", nonce=\"one\", uri=\"sip:peer@127.0.0.2\"", Line(second, "Proxy-Authorization"), StringComparison.Ordinal);

        _rig.PeerAnswers(180);
        _rig.PeerAnswers(200);
        Assert.Equal(["progressed 180", "answered"], _told);
        Assert.Equal("CSeq: 2 ACK", Line(Ours.Last(), "CSeq"));
        Assert.Equal(Line(second, "Proxy-Authorization"), Line(Ours.Last(), "Proxy-Authorization")); // RFC 3261 22.1
    }

    [Fact]
    public void A_second_challenge_ends_it()
    {
        Dial(Credentials());
        _rig.PeerAnswers(407, headers: ProxyChallenge);
        _rig.PeerAnswers(407, headers: ProxyChallenge.Replace("one", "two", StringComparison.Ordinal));
        Assert.Equal(["INVITE", "ACK", "INVITE", "ACK"], _rig.SentKinds);
        Assert.Equal(["refused 407"], _told);
    }

    [Fact]
    public void Without_credentials_a_challenge_refuses_the_call()
    {
        Dial(null);
        _rig.PeerAnswers(407, headers: ProxyChallenge);
        Assert.Equal(["INVITE", "ACK"], _rig.SentKinds);
        Assert.Equal(["refused 407"], _told);
    }

    [Fact]
    public void A_challenge_of_a_host_that_is_not_the_peers_gets_no_credentials()
    {
        Dial(new DigestClient(new DigestCredentials("alice", "secret"), IPAddress.Parse("192.0.2.1").Equals));
        _rig.PeerAnswers(407, headers: ProxyChallenge);
        Assert.Equal(["refused 407"], _told);
        Assert.DoesNotContain(Ours, sent => sent.Text.Contains("Authorization", StringComparison.Ordinal));
    }

    [Fact]
    public void A_challenge_that_crosses_our_cancel_is_not_answered()
    {
        Dial(Credentials());
        _rig.PeerAnswers(100);
        _strand.Post(() => _invite.Cancel());
        _rig.PeerAnswers(407, headers: ProxyChallenge, method: "INVITE");
        Assert.Equal(["INVITE", "CANCEL", "ACK"], _rig.SentKinds);
        Assert.Equal(["refused 407"], _told);
    }

    [Fact]
    public void A_cancel_after_the_challenge_ends_the_second_invite_and_bears_no_credentials()
    {
        Dial(Credentials());
        _rig.PeerAnswers(100);
        _rig.PeerAnswers(407, headers: ProxyChallenge);
        _strand.Post(() => _invite.Cancel());
        Assert.Equal(["INVITE", "ACK", "INVITE"], _rig.SentKinds); // nothing was heard of the second one yet
        _rig.PeerAnswers(100, method: "INVITE");
        Assert.Equal("CANCEL", Ours.Last().Kind);
        Assert.Equal("CSeq: 2 CANCEL", Line(Ours.Last(), "CSeq"));
        Assert.DoesNotContain("Authorization", Ours.Last().Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bye_goes_out_with_credentials_and_a_worn_out_nonce_is_renewed_once()
    {
        Dial(Credentials());
        _rig.PeerAnswers(407, headers: ProxyChallenge);
        _rig.PeerAnswers(200);
        var outcome = new List<int?>();
        Hangup(outcome);
        Assert.Equal("CSeq: 3 BYE", Line(Ours.Last(), "CSeq"));
        Assert.Contains("nonce=\"one\"", Line(Ours.Last(), "Proxy-Authorization"), StringComparison.Ordinal);
        Assert.Contains("nc=00000002", Line(Ours.Last(), "Proxy-Authorization"), StringComparison.Ordinal);

        _rig.PeerAnswers(407, headers: ProxyChallenge.Replace("one", "two", StringComparison.Ordinal));
        Assert.Equal("CSeq: 4 BYE", Line(Ours.Last(), "CSeq"));
        Assert.Contains("nonce=\"two\"", Line(Ours.Last(), "Proxy-Authorization"), StringComparison.Ordinal);
        _rig.PeerAnswers(200);
        Assert.Equal([200], outcome);
    }

    [Fact]
    public void A_bye_that_is_challenged_for_ever_is_over_after_the_second()
    {
        Dial(Credentials());
        _rig.PeerAnswers(200);
        var outcome = new List<int?>();
        Hangup(outcome);
        _rig.PeerAnswers(401, headers: "WWW-Authenticate: Digest realm=\"pbx\", nonce=\"a\"\r\n");
        _rig.PeerAnswers(401, headers: "WWW-Authenticate: Digest realm=\"pbx\", nonce=\"b\"\r\n");
        Assert.Equal(["INVITE", "ACK", "BYE", "BYE"], _rig.SentKinds);
        Assert.Equal([401], outcome);
    }
}
