using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Transactions;

/// <summary>
/// One received request as its users see it, and the way to answer it. What has to stay for 64*T1 after the final answer, to know
/// copies of the request, is <see cref="Core"/> alone: it knows neither the request nor what it belonged to.
/// </summary>
internal sealed class ServerTransaction
{
    internal ServerTransaction(
        TransactionLayer layer, SipRequest request, SipFlow flow, TransactionKey key, MergeKey? merge, object? admission = null)
    {
        Admission = admission;
        Request = request;
        Core = new ServerTransactionCore(layer, request, flow, key, merge);
    }

    public SipRequest Request { get; }

    /// <summary>Where the request came from and the responses go.</summary>
    public SipFlow Flow => Core.Flow;

    /// <summary>What admission found out about the sender (<see cref="RequestVerdict.Admission"/>): carried, never looked at here.</summary>
    public object? Admission { get; }

    /// <summary>Our To tag in every response to this request (when it came without one).</summary>
    public string LocalTag => Core.LocalTag;

    /// <summary>Who cares about what becomes of the transaction; null: nobody (any more).</summary>
    public IServerTransactionUser? User
    {
        get => Core.User;
        set => Core.User = value;
    }

    internal ServerTransactionCore Core { get; }

    /// <summary>Sends a response. Any thread.</summary>
    /// <returns>False: the request has its final answer already (a CANCEL and a 200 may cross); nothing was sent.</returns>
    public bool Respond(SipResponse response) => Core.Respond(response);

    /// <summary>Sends a response that needs no headers of its own.</summary>
    public bool Respond(int status) => Respond(NewResponse(status));

    /// <summary>A response to this request, with our tag, to be completed.</summary>
    public SipResponse NewResponse(int status) => SipResponse.For(Request, status, LocalTag);
}
