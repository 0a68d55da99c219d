using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Telemetry;
using Voxie.SipGateway.Tests.Transport;
using Voxie.SipGateway.Transactions;
using Voxie.SipGateway.Transport;
using Voxie.TestKit;

namespace Voxie.SipGateway.Tests.Transactions;

/// <summary>A transaction layer on virtual time with a peer that is only a hand on the wire.</summary>
internal sealed class TransactionRig : ITransactionUser, IServerTransactionUser, IClientTransactionUser
{
    public static readonly IPEndPoint OurAddress = IPEndPoint.Parse("127.0.0.1:5060");
    public static readonly IPEndPoint PeerAddress = IPEndPoint.Parse("127.0.0.2:5060");

    /// <param name="withStream">We listen by TCP, too; what peers say comes by UDP all the same.</param>
    public TransactionRig(int maxTransactions = 1000, bool withStream = false)
    {
        Network = new LossyNetwork(Time);
        Ours = Network.Listen(OurAddress.ToString());
        Peer = Network.Listen(PeerAddress.ToString());
        Stream = Network.Stream(OurAddress.ToString());
        Transports = new TransportLayer(withStream ? [Ours, Stream] : [Ours], OpenGate.Instance, new SipMetrics(), NullLogger.Instance);
        Layer = new TransactionLayer(Transports, new SipTimers(), Time, maxTransactions);
        Layer.Attach(this);
        Transports.Start(Layer);
    }

    public FakeTimeProvider Time { get; } = new();
    public LossyNetwork Network { get; }
    public MemorySipTransport Ours { get; }
    public MemorySipTransport Stream { get; }
    public MemorySipTransport Peer { get; }
    public TransportLayer Transports { get; }
    public TransactionLayer Layer { get; }
    public SipFlow ToPeer => new(Ours, PeerAddress);

    public List<ServerTransaction> Requests { get; } = [];
    public List<SipRequest> Acks { get; } = [];
    public List<int> Responses { get; } = [];
    public List<string> Told { get; } = [];
    public int? RefuseWith { get; set; }
    public IReadOnlyList<SipHeader> Extra { get; set; } = [];

    /// <summary>What admission finds out about every sender.</summary>
    public object? Admission { get; set; }

    /// <summary>Kinds of what we sent, in order.</summary>
    public IEnumerable<string> SentKinds => Network.Sent.Where(d => d.From.Equals(OurAddress)).Select(d => d.Kind);

    public void PeerSends(string method, string branch = "z9hG4bKone", string callId = "call-1", string toTag = "", int cseq = 1, string fromTag = "abc", string extra = "")
    {
        var to = toTag.Length == 0 ? "<sip:echo@127.0.0.1>" : $"<sip:echo@127.0.0.1>;tag={toTag}";
        var via = branch.Length == 0 ? "" : $";branch={branch}";
        var from = fromTag.Length == 0 ? "<sip:peer@127.0.0.2>" : $"<sip:peer@127.0.0.2>;tag={fromTag}";
        Peer.SendText($"""
            {method} sip:echo@127.0.0.1 SIP/2.0
            Via: SIP/2.0/UDP 127.0.0.2:5060{via}
            Max-Forwards: 70
            From: {from}
            To: {to}
            Call-ID: {callId}
            CSeq: {cseq} {method}
            {extra}Content-Length: 0


            """, OurAddress);
        Time.Advance(TimeSpan.FromMilliseconds(1));
    }

    /// <summary>The peer answers the last request that we sent.</summary>
    public void PeerAnswers(int status, string toTag = "peer", string? method = null, string headers = "")
    {
        var request = Network.Sent.Last(d => d.From.Equals(OurAddress) && (method is null || d.Kind == method)).Text.Split("\r\n");
        string Header(string name) => request.First(l => l.StartsWith(name, StringComparison.Ordinal));
        Peer.SendText($"""
            SIP/2.0 {status} Whatever
            {Header("Via:")}
            {Header("From:")}
            {Header("To:")}{(Header("To:").Contains("tag=", StringComparison.Ordinal) ? "" : $";tag={toTag}")}
            {Header("Call-ID:")}
            {Header("CSeq:")}
            {headers}Content-Length: 0


            """, OurAddress);
        Time.Advance(TimeSpan.FromMilliseconds(1));
    }

    public ClientTransaction WeSend(string method)
    {
        var us = new NameAddr(SipUri.Sip("us", "127.0.0.1"));
        var peer = new NameAddr(SipUri.Sip("peer", "127.0.0.2"));
        return Layer.Send(SipRequests.New(method, peer.Uri, [], us.WithTag("ours"), peer, "our-call", 7, us), ToPeer, this);
    }

    public RequestVerdict Admit(SipRequest request, SipFlow flow) =>
        RefuseWith is { } status ? RequestVerdict.Refuse(status, Extra) : RequestVerdict.Welcome(Admission);

    public void Overloaded(SipRequest request, SipFlow flow) => Told.Add("overloaded");

    public void Received(ServerTransaction transaction)
    {
        transaction.User = this;
        Requests.Add(transaction);
    }

    public void ReceivedAck(SipRequest ack, SipFlow flow) => Acks.Add(ack);

    public void Cancelled(SipRequest cancel) => Told.Add("cancelled");

    public void Failed(TransactionFailure failure) => Told.Add($"server {failure}");

    public void Received(ClientTransaction transaction, SipResponse response) => Responses.Add(response.StatusCode);

    public void Failed(ClientTransaction transaction, TransactionFailure failure) => Told.Add($"client {failure}");
}
