using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Telemetry;
using Voxie.SipGateway.Transactions;

namespace Voxie.SipGateway.Calls;

/// <summary>MESSAGE (RFC 3428): text is accepted, counted and not kept; nobody here reads it.</summary>
internal static class TextMessages
{
    private static readonly MediaType Text = new("text", "plain", SipParameters.None);

    public static SipResponse Answer(ServerTransaction transaction, SipMetrics? metrics)
    {
        var request = transaction.Request;
        if (!request.Body.IsEmpty && !MessageBody.TryFind(request, Text, out _))
        {
            return Replies.UnsupportedMedia(transaction, Text.ToString());
        }

        metrics?.TextMessage();
        return transaction.NewResponse(202); // RFC 3428 7: taken, and no promise that anybody sees it
    }
}
