using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Telemetry;
using Voxie.SipGateway.Tests.Transport;
using Voxie.SipGateway.Transactions;
using Voxie.SipGateway.Transport;
using Voxie.TestKit;

namespace Voxie.SipGateway.Tests.Transactions;

/// <summary>What is other over TCP and TLS: no retransmissions, no lingering, connections that end, and large requests that go there.</summary>
public sealed class ReliableTransportTests : IClientTransactionUser, ITransactionUser
{
    private static readonly IPEndPoint PeerAddress = IPEndPoint.Parse("127.0.0.2:5060");
    private readonly FakeTimeProvider _time = new();
    private readonly LossyNetwork _network;
    private readonly MemorySipTransport _udp;
    private readonly MemorySipTransport _tcp;
    private readonly TransactionLayer _layer;
    private readonly List<string> _told = [];
    private ServerTransaction? _request;

    public ReliableTransportTests()
    {
        _network = new LossyNetwork(_time);
        _udp = _network.Listen("127.0.0.1:5060");
        _tcp = _network.Stream("127.0.0.1:5070");
        _tcp.Connection = new SipConnection();
        var transports = new TransportLayer([_udp, _tcp], OpenGate.Instance, new SipMetrics(), NullLogger.Instance);
        _layer = new TransactionLayer(transports, new SipTimers(), _time, 1000);
        _layer.Attach(this);
        transports.Start(_layer);
    }

    private SipFlow Tcp => new(_tcp, PeerAddress);

    private IEnumerable<string> Sent => _network.Sent.Select(datagram => datagram.Kind);

    private ClientTransaction Send(string method, SipFlow flow, int padding = 0)
    {
        var us = new NameAddr(SipUri.Sip("us", "127.0.0.1"));
        var peer = new NameAddr(SipUri.Sip("peer", "127.0.0.2"));
        var request = SipRequests.New(method, peer.Uri, [], us.WithTag("ours"), peer, "our-call", 7, us);
        return _layer.Send(request with { Body = new byte[padding] }, flow, this);
    }

    private void Answer(int status)
    {
        var request = _network.Sent[^1].Text.Split("\r\n");
        string Line(string name) => request.First(line => line.StartsWith(name, StringComparison.Ordinal));
        var text = string.Join("\r\n", [$"SIP/2.0 {status} Whatever", Line("Via:"), Line("From:"), Line("To:") + ";tag=p", Line("Call-ID:"), Line("CSeq:"), "", ""]);
        _tcp.Receive(new Datagram(0, _time.Elapsed, PeerAddress, _tcp.Local, System.Text.Encoding.ASCII.GetBytes(text)));
    }

    private void Receive(string method, string branch = "z9hG4bKone")
    {
        var text = $"{method} sip:a@b SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.2:5060;branch={branch}\r\nFrom: <sip:p@b>;tag=p\r\nTo: <sip:a@b>\r\nCall-ID: c\r\nCSeq: 1 {method}\r\nContent-Length: 0\r\n\r\n";
        _tcp.Receive(new Datagram(0, _time.Elapsed, PeerAddress, _tcp.Local, System.Text.Encoding.ASCII.GetBytes(text)));
    }

    [Theory]
    [InlineData("INVITE")]
    [InlineData("BYE")]
    public void A_request_is_sent_once_and_still_times_out(string method)
    {
        Send(method, Tcp);
        _time.Advance(TimeSpan.FromSeconds(40));

        Assert.Equal([method], Sent);
        Assert.Equal(["Timeout"], _told);
        Assert.Equal((0, 0), (_layer.ClientCount, _time.ArmedTimers));
    }

    [Theory]
    [InlineData("INVITE", 486)]
    [InlineData("BYE", 200)]
    public void A_client_transaction_does_not_linger(string method, int status)
    {
        Send(method, Tcp);
        Answer(status);
        _time.Advance(TimeSpan.FromMilliseconds(1)); // what was sent arrives, too

        Assert.Equal((0, 0), (_layer.ClientCount, _time.ArmedTimers));
        Assert.Equal([$"{status}"], _told);
    }

    [Fact]
    public void A_server_transaction_does_not_linger()
    {
        Receive("OPTIONS");
        _request!.Respond(200);
        _time.Advance(TimeSpan.FromMilliseconds(1)); // what was sent arrives, too

        Assert.Equal((0, 0), (_layer.ServerCount, _time.ArmedTimers));
    }

    [Fact]
    public void A_refusal_of_an_INVITE_is_sent_once_and_its_ACK_ends_the_transaction()
    {
        Receive("INVITE");
        _request!.Respond(486);
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(["486 INVITE"], Sent);
        Receive("ACK");
        _time.Advance(TimeSpan.FromMilliseconds(1)); // what was sent arrives, too

        Assert.Equal((0, 0), (_layer.ServerCount, _time.ArmedTimers));
    }

    [Fact]
    public void Via_and_Contact_name_the_transport_and_its_port()
    {
        Send("OPTIONS", Tcp);

        Assert.Contains("Via: SIP/2.0/TCP 127.0.0.1:5070;branch=", _network.Sent[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_whose_connection_ends_before_any_answer_fails_at_once()
    {
        Send("INVITE", Tcp);
        await _tcp.Connection!.EndAsync();
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(["Transport"], _told);
        Assert.Equal((0, 0), (_layer.ClientCount, _time.ArmedTimers));
    }

    [Fact]
    public async Task A_request_that_has_an_answer_outlives_its_connection()
    {
        Send("INVITE", Tcp);
        Answer(180);
        await _tcp.Connection!.EndAsync();
        Answer(486);

        Assert.Equal(["180", "486"], _told);
    }

    [Fact]
    public async Task A_connection_that_stood_open_is_tried_anew_once()
    {
        _tcp.WasOpen = true;
        var old = _tcp.Connection!;
        Send("BYE", Tcp);
        _tcp.Connection = new SipConnection();
        await old.EndAsync();
        Assert.Equal(_network.Sent[0].Text, _network.Sent[1].Text);

        await _tcp.Connection.EndAsync();
        Assert.Equal(["Transport"], _told);
        Assert.Equal(2, _network.Sent.Count);
    }

    [Fact]
    public void A_large_request_to_a_UDP_target_goes_over_TCP()
    {
        Send("INVITE", new SipFlow(_udp, PeerAddress), 1300);
        Send("INVITE", new SipFlow(_udp, PeerAddress), 100);

        Assert.Equal([_tcp.Local, _udp.Local], _network.Sent.Select(datagram => datagram.From));
        Assert.Contains("SIP/2.0/TCP 127.0.0.1:5070", _network.Sent[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_request_goes_over_UDP_where_nobody_takes_TCP_and_the_next_one_does_not_ask()
    {
        Send("INVITE", new SipFlow(_udp, PeerAddress), 1300);
        await _tcp.Connection!.EndAsync();
        Send("INVITE", new SipFlow(_udp, PeerAddress), 1300);

        Assert.Equal([_tcp.Local, _udp.Local, _udp.Local], _network.Sent.Select(datagram => datagram.From));
        Assert.Contains("SIP/2.0/UDP 127.0.0.1:5060", _network.Sent[1].Text, StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_network.Sent.Count > 3); // retransmitted as datagrams are
        Assert.Empty(_told);
    }

    [Fact]
    public void A_large_request_goes_over_UDP_at_once_where_TCP_cannot_even_be_tried()
    {
        _tcp.Broken = true;
        Send("INVITE", new SipFlow(_udp, PeerAddress), 1300);

        Assert.Equal([_udp.Local], _network.Sent.Select(datagram => datagram.From));
    }

    [Fact]
    public async Task A_transaction_that_is_over_no_longer_watches_its_connection()
    {
        Send("BYE", Tcp);
        Answer(200);
        await _tcp.Connection!.EndAsync();

        Assert.Equal(["200"], _told);
    }

    void IClientTransactionUser.Received(ClientTransaction transaction, SipResponse response) => _told.Add(response.StatusCode.ToString());

    void IClientTransactionUser.Failed(ClientTransaction transaction, TransactionFailure failure) => _told.Add(failure.ToString());

    RequestVerdict ITransactionUser.Admit(SipRequest request, SipFlow flow) => RequestVerdict.Welcome(null);

    void ITransactionUser.Overloaded(SipRequest request, SipFlow flow) => _told.Add("overloaded");

    void ITransactionUser.Received(ServerTransaction transaction) => _request = transaction;

    void ITransactionUser.ReceivedAck(SipRequest ack, SipFlow flow) => _told.Add("ACK");
}
