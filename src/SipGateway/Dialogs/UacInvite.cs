using Voxie.SipGateway.Authentication;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transactions;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Dialogs;

/// <summary>
/// An INVITE of ours from the first copy to the ACK (RFC 3261 13.2), with its CANCEL (9.1) and with forks: the first 2xx is
/// the call, every other one is acknowledged and ended. A challenge is answered on the way (22.2). Strand of its call only;
/// what a transaction tells is posted there.
/// </summary>
/// <param name="credentials">Answers challenges; null: they refuse the call.</param>
/// <param name="privateTargets">The peer may name private addresses although its own is public.</param>
internal sealed class UacInvite(
    TransactionLayer layer, SipFlow flow, Strand strand, IUacInviteUser user, DigestClient? credentials = null, bool privateTargets = false)
    : IClientTransactionUser
{
    private const int MaxForks = 16;
    private readonly Dictionary<string, Branch> _branches = [];
    private ClientTransaction _transaction = null!;
    private ITimer? _cancelDeadline;
    private bool _heard;
    private bool _cancelWanted;
    private bool _cancelSent;
    private bool _told;

    /// <param name="Ack">As sent, to be sent again for a copy of the 2xx.</param>
    private sealed record Branch(SipDialog Dialog, SipRequest Ack);

    /// <param name="invite">Complete but for the Via.</param>
    public void Start(SipRequest invite) =>
        _transaction = layer.Send(credentials?.Authorize(invite, flow.Remote.Address) ?? invite, flow, this);

    /// <summary>Gives up. <see cref="IUacInviteUser.Refused"/> follows, at the latest after 64*T1.</summary>
    public void Cancel()
    {
        if (_told || _cancelWanted)
        {
            return;
        }

        _cancelWanted = true;
        SendCancelWhenHeard();
    }

    public void Received(ClientTransaction transaction, SipResponse response) => strand.Post(() =>
    {
        if (transaction == _transaction)
        {
            Take(response);
        }
    });

    public void Failed(ClientTransaction transaction, TransactionFailure failure) => strand.Post(() =>
    {
        if (transaction == _transaction)
        {
            TellRefused(failure == TransactionFailure.Timeout ? 408 : 503, null);
        }
    });

    private void Take(SipResponse response)
    {
        if (response.IsProvisional)
        {
            _heard = true;
            SendCancelWhenHeard();
            if (response.StatusCode > 100 && !_cancelWanted && !_told)
            {
                user.Progressed(response);
            }
        }
        else if (response.IsSuccess)
        {
            TakeSuccess(response);
        }
        else if (!TryAnswerChallenge(response))
        {
            TellRefused(response.StatusCode, response);
        }
    }

    /// <summary>22.2: the same INVITE with credentials and the next sequence number; its ACK has gone out in the old transaction.</summary>
    private bool TryAnswerChallenge(SipResponse response)
    {
        if (response.StatusCode is not (401 or 407) || credentials is null || _cancelWanted || _told
            || credentials.Answer(_transaction.Request, response, flow.Remote.Address, out var again) != ChallengeOutcome.Answered)
        {
            return false;
        }

        _heard = false; // a CANCEL has to wait for a provisional to this one
        _transaction = layer.Send(SipRequests.Again(again, again.Headers.CSeq!.Value.Number + 1), flow, this);
        return true;
    }

    private void TakeSuccess(SipResponse response)
    {
        var tag = response.Headers.To!.Tag ?? "";
        if (_branches.TryGetValue(tag, out var known))
        {
            // 13.2.2.4: a copy of the 2xx means that the ACK was lost.
            layer.ResendAck(known.Ack, known.Dialog.NextHop);
            return;
        }

        if (_branches.Count == MaxForks)
        {
            return;
        }

        var dialog = SipDialog.OfClient(_transaction.Request, response, flow, privateTargets);
        dialog.Credentials = credentials;
        var (ack, hop) = (dialog.NewAck(_transaction.Request.Headers.CSeq!.Value.Number), dialog.NextHop);
        ack = layer.SendAck(credentials?.AuthorizeAck(ack, _transaction.Request, hop.Remote.Address) ?? ack, hop);
        _branches.Add(tag, new Branch(dialog, ack));
        if (!_told && !_cancelWanted)
        {
            _told = true;
            user.Answered(dialog, response);
            return;
        }

        // Another fork of an answered call, or an answer that crossed our CANCEL (15): it is up, so it must be hung up.
        new DialogRequest(layer, dialog, strand, _ => { }).Send(dialog.NewRequest(SipMethod.Bye));
        TellRefused(487, null);
    }

    /// <summary>9.1: a CANCEL sent before any provisional could overtake its INVITE.</summary>
    private void SendCancelWhenHeard()
    {
        if (!_cancelWanted || !_heard || _cancelSent || _told)
        {
            return;
        }

        _cancelSent = true;
        layer.SendCancel(_transaction, this);
        // 9.1: a peer that never ends the INVITE after our CANCEL is waited for no longer than 64*T1.
        _cancelDeadline = layer.Time.CreateTimer(
            _ => strand.Post(() => TellRefused(487, null)), null, layer.Timers.Timeout, Timeout.InfiniteTimeSpan);
    }

    private void TellRefused(int status, SipResponse? response)
    {
        _cancelDeadline?.Dispose();
        if (!_told)
        {
            _told = true;
            user.Refused(status, response);
        }
    }
}
