using Voxie.SipGateway.Authentication;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transactions;

namespace Voxie.SipGateway.Dialogs;

/// <summary>
/// A request of ours within a dialog whose outcome matters: tells the final response, or null when none came. A challenge is
/// answered on the way, where the dialog has credentials. Strand of its call only.
/// </summary>
/// <param name="done">Called once, on the strand.</param>
internal sealed class DialogRequest(TransactionLayer layer, SipDialog dialog, Strand strand, Action<SipResponse?> done) : IClientTransactionUser
{
    /// <param name="request">Made by the dialog, complete but for the Via.</param>
    public void Send(SipRequest request)
    {
        var hop = dialog.NextHop(layer);
        layer.Send(dialog.Credentials?.Authorize(request, hop.Remote.Address) ?? request, hop, this);
    }

    public void Received(ClientTransaction transaction, SipResponse response)
    {
        if (!response.IsProvisional)
        {
            strand.Post(() => Take(transaction, response));
        }
    }

    public void Failed(ClientTransaction transaction, TransactionFailure failure) => strand.Post(() => done(null));

    private void Take(ClientTransaction transaction, SipResponse response)
    {
        if (response.StatusCode is 401 or 407 && dialog.Credentials is { } credentials
            && credentials.Answer(transaction.Request, response, transaction.Flow.Remote.Address, out var again) == ChallengeOutcome.Answered)
        {
            layer.Send(dialog.Again(again), transaction.Flow, this);
        }
        else
        {
            done(response);
        }
    }
}
