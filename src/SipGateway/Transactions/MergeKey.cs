using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Transactions;

/// <summary>What the copies of one request have in common that a fork sent here by several ways (RFC 3261 8.2.2.2).</summary>
internal readonly record struct MergeKey(string CallId, string FromTag, uint Number, string Method)
{
    /// <summary>Null for a request within a dialog: those do not fork.</summary>
    public static MergeKey? Of(SipRequest request)
    {
        var headers = request.Headers;
        return headers.To!.Tag is null && headers.From!.Tag is { } tag
            ? new MergeKey(headers.CallId!, tag, headers.CSeq!.Value.Number, request.Method)
            : null;
    }
}
