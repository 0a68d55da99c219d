using Voxie.SipGateway.Authentication;
using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Sdp;
using Voxie.SipGateway.Transactions;

namespace Voxie.SipGateway.Calls;

/// <summary>
/// Our own re-INVITEs and UPDATEs: hold, resume, refresh; one at a time, and never across something of the peer's. Strand of
/// its call only; what a transaction tells is posted there.
/// </summary>
/// <param name="session">Whose.</param>
internal sealed class OwnOffers(SessionParts parts, IOwnOffersUser session) : IClientTransactionUser
{
    // A glare that repeats so often is no accident any more.
    private const int MostTries = 6;

    private readonly LegAudio _audio = parts.Audio;
    private readonly TransactionLayer _layer = parts.Layers.Transactions;
    private ModifyState _state = ModifyState.Idle;
    private ClientTransaction? _transaction;
    private ITimer? _timer;
    private SipRequest? _ack;
    private bool? _hold;
    private Action<bool>? _held;
    private bool _refresh;
    private bool _wasHeld;
    private uint? _interval;
    private int _tries;

    /// <summary>A re-INVITE of ours has no final answer.</summary>
    public bool IsInviteOpen => _state == ModifyState.Sent && _transaction?.Request.Method == SipMethod.Invite;

    /// <summary>Puts the peer on hold, or takes it back.</summary>
    /// <param name="done">Told once whether the peer has agreed.</param>
    public void Hold(bool hold, Action<bool> done)
    {
        if (_held is not null || _state == ModifyState.Over)
        {
            done(false); // the one before is not decided yet
            return;
        }

        if (_audio.HoldsPeer == hold)
        {
            done(true);
            return;
        }

        (_hold, _held) = (hold, done);
        Want();
    }

    /// <summary>Refreshes the session, changing nothing.</summary>
    public void Refresh()
    {
        _refresh = true;
        Want();
    }

    /// <summary>Nothing of the peer's is open any more.</summary>
    public void Free()
    {
        if (session.MayOffer)
        {
            Step(ModifyInput.Free);
        }
    }

    public void Close() => Step(ModifyInput.Close);

    public void Received(ClientTransaction transaction, SipResponse response) => parts.Strand.Post(() =>
    {
        if (transaction != _transaction || response.IsProvisional)
        {
            return;
        }

        if (_ack is not null)
        {
            _layer.ResendAck(_ack, parts.Dialog.NextHop(_layer)); // 13.2.2.4: a copy of the 2xx
        }
        else if (_state == ModifyState.Sent)
        {
            Take(response);
        }
    });

    public void Failed(ClientTransaction transaction, TransactionFailure failure) => parts.Strand.Post(() =>
    {
        if (transaction == _transaction && _state == ModifyState.Sent)
        {
            Step(ModifyInput.DialogGone);
        }
    });

    private void Want() => Step(session.MayOffer ? ModifyInput.WantNow : ModifyInput.WantLater);

    private void Take(SipResponse response)
    {
        if (response.IsSuccess)
        {
            TakeSuccess(response);
            return;
        }

        if (TryAnswerChallenge(response))
        {
            return;
        }

        var input = ModifyMachine.InputOf(response.StatusCode, response.Headers.Contains(HeaderNames.RetryAfter));
        if (input == ModifyInput.IntervalTooSmall)
        {
            _interval = SessionIntervals.AfterRefusal(response.Headers, session.Interval?.Seconds ?? 0);
        }

        var again = input is ModifyInput.Glare or ModifyInput.ComeAgain or ModifyInput.IntervalTooSmall;
        Step(again && (++_tries == MostTries || (input == ModifyInput.IntervalTooSmall && _interval is null)) ? ModifyInput.Refused : input, response);
    }

    private void TakeSuccess(SipResponse response)
    {
        parts.Dialog.RefreshTarget(response);
        var agreed = true;
        if (_audio.OfferPending)
        {
            agreed = SessionBodies.Read(response, out var answer) == SessionBody.Sdp && _audio.TakeAnswer(answer) == SdpRefusal.None;
            if (!agreed)
            {
                _audio.DropOffer();
            }
        }

        if (_transaction!.Request.Method == SipMethod.Invite)
        {
            var (ack, hop) = (parts.Dialog.NewAck(_transaction.Request.Headers.CSeq!.Value.Number), parts.Dialog.NextHop(_layer));
            _ack = _layer.SendAck(parts.Dialog.Credentials?.AuthorizeAck(ack, _transaction.Request, hop.Remote.Address) ?? ack, hop);
        }

        session.Refreshed(response);
        Step(agreed ? ModifyInput.Success : ModifyInput.Refused, response);
        if (_audio.IsHeld != _wasHeld)
        {
            parts.User.HoldChanged(_audio.IsHeld);
        }
    }

    private void Step(ModifyInput input, SipResponse? response = null)
    {
        (_state, var actions) = ModifyMachine.Step(_state, input);
        if (actions == ModifyActions.None)
        {
            return;
        }

        StopTimer();
        if (actions.HasFlag(ModifyActions.Restore) && _audio.OfferPending)
        {
            _audio.DropOffer();
        }

        if (actions.HasFlag(ModifyActions.WaitForGlare))
        {
            StartTimer(GlareWait.Next(parts.Dialog.OwnsCallId, parts.Layers.Random), ModifyInput.RetryDue);
        }

        if (actions.HasFlag(ModifyActions.WaitAsTold))
        {
            StartTimer(RetryAfter.Of(response!.Headers), ModifyInput.RetryDue);
        }

        if (actions.HasFlag(ModifyActions.Send))
        {
            Send();
        }

        if ((actions & (ModifyActions.TellDone | ModifyActions.TellRefused | ModifyActions.StopTimer)) != 0)
        {
            Tell(actions.HasFlag(ModifyActions.TellDone));
        }

        if (actions.HasFlag(ModifyActions.EndDialog))
        {
            parts.User.Broken(SessionFault.Gone);
        }
    }

    private void Send()
    {
        _ack = null;
        _wasHeld = _audio.IsHeld;
        var asUpdate = _hold is null && session.Abilities.Update;
        var request = parts.Dialog.NewRequest(asUpdate ? SipMethod.Update : SipMethod.Invite);
        var headers = SipCapabilities.Describe(request.Headers, reliable: false);
        if (session.Interval is { } interval)
        {
            headers = SessionIntervals.Ask(headers, _interval ?? interval.Seconds, (uint)parts.Terms.MinSessionExpires.TotalSeconds,
                interval.WeRefresh ? SessionRefresher.Uac : SessionRefresher.Uas);
        }

        request = request with { Headers = headers };
        if (!asUpdate)
        {
            request = request.WithDescription(_hold is { } hold ? _audio.Offer(hold) : _audio.OfferAgain());
        }

        // A peer that answers provisionally and then no more is gone, too.
        StartTimer(2 * _layer.Timers.Timeout, ModifyInput.DialogGone);
        SendOn(request);
    }

    private void SendOn(SipRequest request)
    {
        var hop = parts.Dialog.NextHop(_layer);
        _transaction = _layer.Send(parts.Dialog.Credentials?.Authorize(request, hop.Remote.Address) ?? request, hop, this);
    }

    /// <summary>22.2: the same request with credentials, where the dialog has some.</summary>
    private bool TryAnswerChallenge(SipResponse response)
    {
        if (response.StatusCode is not (401 or 407) || parts.Dialog.Credentials is not { } credentials
            || credentials.Answer(_transaction!.Request, response, _transaction.Flow.Remote.Address, out var again) != ChallengeOutcome.Answered)
        {
            return false;
        }

        _transaction = _layer.Send(parts.Dialog.Again(again), _transaction.Flow, this);
        return true;
    }

    private void Tell(bool done)
    {
        var (held, refreshed) = (_held, _refresh && _hold is null);
        if (_hold is not null)
        {
            (_hold, _held) = (null, null);
        }

        _interval = null;
        _tries = 0;
        if (refreshed)
        {
            _refresh = false;
            if (!done)
            {
                session.RefreshFailed();
            }
        }

        held?.Invoke(done);
        if (_state == ModifyState.Idle && (_hold is not null || _refresh))
        {
            // A refresh that waited behind a hold: any 2xx has refreshed already.
            _refresh &= !done;
            if (_hold is not null || _refresh)
            {
                Want();
            }
        }
    }

    private void StartTimer(TimeSpan after, ModifyInput due)
    {
        ITimer? timer = null;
        timer = parts.Layers.Time.CreateTimer(_ => parts.Strand.Post(() =>
        {
            if (timer == _timer)
            {
                Due(due);
            }
        }), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(after, Timeout.InfiniteTimeSpan);
        _timer = timer;
    }

    private void Due(ModifyInput input)
    {
        Step(input);
        if (input == ModifyInput.RetryDue)
        {
            Free();
        }
    }

    private void StopTimer()
    {
        _timer?.Dispose();
        _timer = null;
    }
}
