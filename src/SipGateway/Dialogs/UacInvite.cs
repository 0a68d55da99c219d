using Voxie.SipGateway.Authentication;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transactions;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Dialogs;

/// <summary>
/// An INVITE of ours from the first copy to the ACK (RFC 3261 13.2), with its early dialogs and their PRACKs (RFC 3262), its
/// CANCEL (9.1) and its forks: the first 2xx is the call, every other one is acknowledged and ended. A challenge is answered on
/// the way (22.2). Strand of its call only; what a transaction tells is posted there.
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
    private string? _cancelReason;
    private bool _told;

    /// <param name="invite">Complete but for the Via.</param>
    public void Start(SipRequest invite) =>
        _transaction = layer.Send(credentials?.Authorize(invite, flow.Remote.Address) ?? invite, flow, this);

    /// <summary>Gives up. <see cref="IUacInviteUser.Refused"/> follows, at the latest after 64*T1.</summary>
    /// <param name="reason">Value of the Reason header (RFC 3326); null: none.</param>
    public void Cancel(string? reason = null)
    {
        if (_told || _cancelWanted)
        {
            return;
        }

        (_cancelWanted, _cancelReason) = (true, reason);
        SendCancelWhenHeard();
    }

    /// <summary>Any response has come.</summary>
    public bool IsHeard => _heard;

    /// <summary>Sequence number of the last INVITE sent.</summary>
    public uint Sequence => _transaction.Request.Headers.CSeq!.Value.Number;

    /// <summary>Another server is asked instead: nothing more is told, and what still comes of this one is cancelled or hung up.</summary>
    public void Abandon()
    {
        _told = true;
        _cancelWanted = true;
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
            if (response.StatusCode > 100 && !_told)
            {
                TakeProgress(response);
            }
        }
        else if (response.IsSuccess)
        {
            TakeSuccess(response);
        }
        else if (_told || _cancelWanted || !TryAgain(response))
        {
            TellRefused(response.StatusCode, response);
        }
    }

    /// <summary>
    /// 8.1.3.5, 22.2: the same INVITE with credentials, or a better one, and the next sequence number; the ACK has gone out in the
    /// old transaction.
    /// </summary>
    private bool TryAgain(SipResponse response)
    {
        if (TryAnswerChallenge(response))
        {
            return true;
        }

        if (user.Retry(_transaction.Request, response) is not { } better)
        {
            return false;
        }

        Forget();
        Start(better);
        return true;
    }

    private bool TryAnswerChallenge(SipResponse response)
    {
        if (response.StatusCode is not (401 or 407) || credentials is null
            || credentials.Answer(_transaction.Request, response, flow.Remote.Address, out var again) != ChallengeOutcome.Answered)
        {
            return false;
        }

        Forget();
        _transaction = layer.Send(SipRequests.Again(again, again.Headers.CSeq!.Value.Number + 1), flow, this);
        return true;
    }

    /// <summary>The refused INVITE takes its early dialogs with it, and a CANCEL has to wait for a provisional to the next one.</summary>
    private void Forget()
    {
        _branches.Clear();
        _heard = false;
    }

    private void TakeProgress(SipResponse response)
    {
        var branch = BranchOf(response);
        if (response.Headers.Require.Contains(SipCapabilities.Reliable, StringComparer.OrdinalIgnoreCase))
        {
            // RFC 3262 4: without RSeq or a tag it could not be acknowledged; out of order it must not be.
            if (branch is null || response.Headers.RSeq is not { } rseq || !branch.IsNext(rseq))
            {
                return;
            }

            SendPrack(branch.Dialog, response, rseq);
        }

        if (!_cancelWanted)
        {
            user.Progressed(branch?.Dialog, response);
        }
    }

    private void SendPrack(SipDialog dialog, SipResponse response, uint rseq)
    {
        var answer = user.Negotiate(dialog, response);
        var rack = new RAck(rseq, response.Headers.CSeq!.Value);
        var prack = dialog.NewRequest(SipMethod.Prack).WithHeader(HeaderNames.RAck, rack.ToString());
        new DialogRequest(layer, dialog, strand, _ => { }).Send(prack.WithDescription(answer));
    }

    private void TakeSuccess(SipResponse response)
    {
        var branch = BranchOf(response);
        if (branch is null)
        {
            return; // more forks than anybody means well with
        }

        if (branch.Ack is { } sent)
        {
            // 13.2.2.4: a copy of the 2xx means that the ACK was lost.
            layer.ResendAck(sent, branch.Dialog.NextHop(layer));
            return;
        }

        branch.Dialog.Confirm(response);
        var wins = !_told && !_cancelWanted;
        var answer = wins ? user.Negotiate(branch.Dialog, response) : default;
        var (ack, hop) = (branch.Dialog.NewAck(_transaction.Request.Headers.CSeq!.Value.Number).WithDescription(answer), branch.Dialog.NextHop(layer));
        branch.Ack = layer.SendAck(credentials?.AuthorizeAck(ack, _transaction.Request, hop.Remote.Address) ?? ack, hop);
        if (wins)
        {
            _told = true;
            user.Answered(branch.Dialog, response);
            return;
        }

        // Another fork of an answered call, or an answer that crossed our CANCEL (15): it is up, so it must be hung up.
        new DialogRequest(layer, branch.Dialog, strand, _ => { }).Send(branch.Dialog.NewRequest(SipMethod.Bye));
        TellRefused(487, null);
    }

    /// <summary>The dialog of a response by its tag (12.1.2); null: none, or too many.</summary>
    private Branch? BranchOf(SipResponse response)
    {
        var tag = response.Headers.To!.Tag ?? "";
        if (_branches.TryGetValue(tag, out var known))
        {
            return known;
        }

        // A 2xx of RFC 2543 has no tag and makes a dialog all the same (12.1.2); a provisional response without one makes none.
        if (_branches.Count == MaxForks || (response.IsProvisional && tag.Length == 0))
        {
            return null;
        }

        var dialog = SipDialog.OfClient(_transaction.Request, response, flow, privateTargets);
        dialog.Credentials = credentials;
        dialog.NextHop(layer); // if it is a name, it is looked up while the call still rings
        return _branches[tag] = new Branch(dialog);
    }

    /// <summary>9.1: a CANCEL sent before any provisional could overtake its INVITE.</summary>
    private void SendCancelWhenHeard()
    {
        if (!_cancelWanted || !_heard || _cancelSent)
        {
            return;
        }

        _cancelSent = true;
        layer.SendCancel(_transaction, this, _cancelReason);
        // 9.1: a peer that never ends the INVITE after our CANCEL is waited for no longer than 64*T1, and its transaction is destroyed.
        var cancelled = _transaction;
        _cancelDeadline = layer.Time.CreateTimer(
            _ => strand.Post(() =>
            {
                cancelled.Destroy();
                TellRefused(487, null);
            }), null, layer.Timers.Timeout, Timeout.InfiniteTimeSpan);
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

    /// <summary>One dialog that the INVITE has made.</summary>
    private sealed class Branch(SipDialog dialog)
    {
        private PrackOrder _order;

        public SipDialog Dialog { get; } = dialog;

        /// <summary>As sent, to be sent again for a copy of the 2xx.</summary>
        public SipRequest? Ack { get; set; }

        public bool IsNext(uint rseq)
        {
            (_order, var acknowledge) = _order.Step(rseq);
            return acknowledge;
        }
    }
}
