using System.Collections.Concurrent;
using System.Net;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Transactions;

/// <summary>
/// Finds or makes the transaction of every message (RFC 3261 17). Messages come on the receive loop, in order of arrival;
/// what a machine passes up goes to the <see cref="ITransactionUser"/> on the same thread.
/// </summary>
internal sealed class TransactionLayer : ITransportUser
{
    private readonly ConcurrentDictionary<TransactionKey, ServerTransactionCore> _servers = new();
    private readonly ConcurrentDictionary<MergeKey, ServerTransactionCore> _merges = new();
    private readonly ConcurrentDictionary<TransactionKey, ClientTransaction> _clients = new();
    private readonly TransportLayer _transports;
    private readonly StreamRefusals _refusals;
    private readonly int _maxTransactions;
    private ITransactionUser _user = null!;

    /// <param name="maxTransactions">Server transactions held at once; requests beyond it get a stateless 503.</param>
    public TransactionLayer(TransportLayer transports, SipTimers timers, TimeProvider time, int maxTransactions)
    {
        _transports = transports;
        _maxTransactions = maxTransactions;
        _refusals = new StreamRefusals(time);
        Timers = timers;
        Time = time;
    }

    internal SipTimers Timers { get; }

    internal TimeProvider Time { get; }

    /// <summary>Server transactions alive.</summary>
    public int ServerCount => _servers.Count;

    /// <summary>Client transactions alive.</summary>
    public int ClientCount => _clients.Count;

    /// <summary>Says who stands above. Once, before the transports start.</summary>
    public void Attach(ITransactionUser user) => _user = user;

    /// <summary>The way to a named host, as far as it has been found; null: not yet, or none of ours leads there.</summary>
    public SipFlow? FlowTo(SipUri named) => _transports.Names?.Find(named) is { } target ? _transports.FlowTo(target) : null;

    /// <summary>Sends a request of ours with a new Via; <paramref name="user"/> gets what comes of it.</summary>
    public ClientTransaction Send(SipRequest request, SipFlow flow, IClientTransactionUser user)
    {
        var branch = SipTokens.NewBranch();
        var sent = _transports.WithVia(request, flow, branch);
        // 18.1.1: what may not fit into a datagram goes over a stream, and as a datagram where nobody takes that.
        if (!_refusals.Contains(flow.Remote) && _transports.StreamFor(sent, flow) is { } stream)
        {
            return Begin(_transports.WithVia(request, stream, branch), stream, user, new OtherWay(sent, flow));
        }

        return Begin(sent, flow, user);
    }

    /// <summary>Sends the CANCEL of an INVITE: it has the INVITE's own branch (RFC 3261 9.1).</summary>
    /// <param name="reason">Value of the Reason header (RFC 3326); null: none.</param>
    public ClientTransaction SendCancel(ClientTransaction invite, IClientTransactionUser user, string? reason = null)
    {
        var cancel = SipRequests.Cancel(invite.Request);
        return Begin(reason is null ? cancel : cancel.WithHeader(HeaderNames.Reason, reason), invite.Flow, user);
    }

    /// <summary>Sends an ACK to a 2xx. It is a transaction of its own without an answer (13.2.2.4).</summary>
    /// <returns>The message as sent, to be sent again for a retransmitted 2xx.</returns>
    public SipRequest SendAck(SipRequest ack, SipFlow flow)
    {
        var sent = _transports.WithVia(ack, flow, SipTokens.NewBranch());
        SendRequest(sent, flow, out _);
        return sent;
    }

    /// <summary>Sends the same ACK once more.</summary>
    public void ResendAck(SipRequest ack, SipFlow flow) => SendRequest(ack, flow, out _);

    public void Received(SipRequest request, SipFlow flow)
    {
        var key = TransactionKey.OfServer(request);
        if (request.Method == SipMethod.Ack)
        {
            ReceivedAck(key, request, flow);
        }
        else if (_servers.TryGetValue(key, out var known))
        {
            known.ReceiveRetransmission();
        }
        else
        {
            Admit(key, request, flow);
        }
    }

    public void Received(SipResponse response, SipFlow flow)
    {
        // 17.1.3: by the branch of the top Via (ours) and the method of the CSeq. Anything else is stray and dropped, and so is
        // what has more than our Via: it was meant for somebody else (8.1.3.3).
        if (response.Headers is { Vias.Length: 1, TopVia.Branch: { } branch, CSeq: { } sequence }
            && _clients.TryGetValue(TransactionKey.OfClient(branch, sequence.Method), out var transaction))
        {
            transaction.Receive(response);
        }
    }

    /// <summary>Answers without keeping anything: a copy of the request gets the same answer again.</summary>
    public void RespondStatelessly(SipRequest request, SipFlow flow, int status, params IReadOnlyList<SipHeader> extra)
    {
        var headers = request.Headers;
        var tag = SipTokens.StatelessTag($"{headers.CallId}\n{headers.From!.Tag}\n{headers.CSeq}\n{headers.TopVia!.Branch}");
        var response = SipResponse.For(request, status, tag);
        _transports.Send(extra.Count == 0 ? response : response with { Headers = new SipHeaders([.. response.Headers, .. extra]) }, flow);
    }

    /// <summary>Stops every transaction without a word.</summary>
    public void Abandon()
    {
        foreach (var transaction in _servers.Values)
        {
            transaction.Abandon();
        }

        foreach (var transaction in _clients.Values)
        {
            transaction.Abandon();
        }

        _servers.Clear();
        _merges.Clear();
        _clients.Clear();
    }

    internal bool SendResponse(WireResponse response, SipFlow flow) => _transports.Send(response, flow);

    internal bool SendRequest(SipRequest request, SipFlow flow, out SendReceipt receipt) => _transports.Send(request, flow, out receipt);

    /// <summary>A peer that is reached over UDP took no connection.</summary>
    internal void NobodyAt(IPEndPoint peer) => _refusals.Add(peer);

    internal void Forget(ServerTransactionCore transaction)
    {
        _servers.TryRemove(KeyValuePair.Create(transaction.Key, transaction));
        if (transaction.Merge is { } merge)
        {
            _merges.TryRemove(KeyValuePair.Create(merge, transaction));
        }
    }

    internal void Forget(ClientTransaction transaction) => _clients.TryRemove(KeyValuePair.Create(KeyOf(transaction), transaction));

    private static TransactionKey KeyOf(ClientTransaction transaction) =>
        TransactionKey.OfClient(transaction.Request.Headers.TopVia!.Branch!, transaction.Request.Method);

    private void ReceivedAck(TransactionKey key, SipRequest ack, SipFlow flow)
    {
        if (!_servers.TryGetValue(key, out var invite) || invite.ReceiveAck())
        {
            _user.ReceivedAck(ack, flow);
        }
    }

    private void Admit(TransactionKey key, SipRequest request, SipFlow flow)
    {
        // 22.1: a CANCEL cannot be sent again with credentials; whoever sent the INVITE may cancel it.
        var verdict = CancelsOwnInvite(request, flow) ? RequestVerdict.Welcome(null) : _user.Admit(request, flow);
        if (verdict.IsSilent)
        {
            return;
        }

        if (verdict.Status != 0)
        {
            RespondStatelessly(request, flow, verdict.Status, verdict.Headers);
        }
        else if (_servers.Count >= _maxTransactions)
        {
            _user.Overloaded(request, flow);
            RespondStatelessly(request, flow, 503);
        }
        else
        {
            ReceivedNew(key, request, flow, verdict.Admission);
        }
    }

    private bool CancelsOwnInvite(SipRequest request, SipFlow flow) =>
        request.Method == SipMethod.Cancel
        && _servers.TryGetValue(TransactionKey.OfCancelled(request), out var invite)
        && invite.Flow.Remote.Address.Equals(flow.Remote.Address);

    private void ReceivedNew(TransactionKey key, SipRequest request, SipFlow flow, object? admission)
    {
        var merge = MergeKey.Of(request);
        var transaction = new ServerTransaction(this, request, flow, key, merge, admission);
        if (!_servers.TryAdd(key, transaction.Core))
        {
            // Two listeners got two copies at once: the other one answers.
            transaction.Core.Abandon();
            return;
        }

        if (request.Method == SipMethod.Cancel)
        {
            ReceivedCancel(transaction);
        }
        else if (merge is { } copy && !_merges.TryAdd(copy, transaction.Core) && IsMerged(copy, transaction.Core))
        {
            transaction.Respond(482);
        }
        else
        {
            _user.Received(transaction);
        }
    }

    /// <summary>8.2.2.2: the same request by another way, while the first still lives. A refused first one is no hindrance (serial forking).</summary>
    private bool IsMerged(MergeKey copy, ServerTransactionCore transaction)
    {
        if (_merges.TryGetValue(copy, out var first) && first.IsOngoing)
        {
            return true;
        }

        _merges[copy] = transaction;
        return false;
    }

    private void ReceivedCancel(ServerTransaction cancel)
    {
        if (!_servers.TryGetValue(TransactionKey.OfCancelled(cancel.Request), out var invite))
        {
            cancel.Respond(481);
            return;
        }

        // 9.2: the CANCEL is answered 200 in any case, with the tag of the INVITE's responses; a final answer stands.
        cancel.Respond(SipResponse.For(cancel.Request, 200, invite.LocalTag));
        if (invite.IsOpen)
        {
            invite.User?.Cancelled(cancel.Request);
        }
    }

    private ClientTransaction Begin(SipRequest request, SipFlow flow, IClientTransactionUser user, OtherWay? otherWay = null)
    {
        var transaction = new ClientTransaction(this, request, flow, user, otherWay);
        _clients[KeyOf(transaction)] = transaction;
        transaction.Start();
        return transaction;
    }
}
