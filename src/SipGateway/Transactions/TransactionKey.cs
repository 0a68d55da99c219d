using System.Globalization;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Transactions;

/// <summary>What makes two messages belong to one transaction (RFC 3261 17.1.3, 17.2.3).</summary>
/// <param name="Branch">Of the topmost Via; empty for a peer of RFC 2543.</param>
/// <param name="Peer">Server side: the sent-by of the topmost Via, or for RFC 2543 everything that identifies the request.</param>
/// <param name="Method">ACK counts as INVITE.</param>
internal readonly record struct TransactionKey(string Branch, string Peer, string Method)
{
    public static TransactionKey OfClient(string branch, string method) => new(branch, "", method);

    /// <summary>Key of the server transaction that <paramref name="request"/> makes or belongs to.</summary>
    public static TransactionKey OfServer(SipRequest request) =>
        OfServer(request, request.Method == SipMethod.Ack ? SipMethod.Invite : request.Method);

    /// <summary>Key of the INVITE that <paramref name="cancel"/> wants to end (9.2: as if the method were INVITE).</summary>
    public static TransactionKey OfCancelled(SipRequest cancel) => OfServer(cancel, SipMethod.Invite);

    private static TransactionKey OfServer(SipRequest request, string method)
    {
        var via = request.Headers.TopVia!;
        var sentBy = via.SentBy.ToString().ToLowerInvariant();
        if (via.HasUniqueBranch)
        {
            return new TransactionKey(via.Branch!, sentBy, method);
        }

        // 17.2.3, second list. The To tag is left out: an ACK has the one that we gave, its INVITE had none.
        var headers = request.Headers;
        var identity = string.Join('\n', sentBy, via.Branch, request.RequestUri, headers.CallId, headers.From!.Tag,
            headers.CSeq!.Value.Number.ToString(CultureInfo.InvariantCulture));
        return new TransactionKey("", identity, method);
    }
}
