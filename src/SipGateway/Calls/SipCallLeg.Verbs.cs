using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Rtp;

namespace Voxie.SipGateway.Calls;

// What the call asks of the line. Any thread: the work is done on the strand.
internal sealed partial class SipCallLeg
{
    public ValueTask RingAsync(CancellationToken cancellation) => WhileUnansweredAsync(() => _side.Ring());

    public ValueTask ProgressAsync(CancellationToken cancellation) => WhileUnansweredAsync(() => _side.Progress());

    public bool TrySendDigit(char digit, TimeSpan duration)
    {
        if (Trunk?.Dtmf != DtmfWay.Info)
        {
            return _media.SendDigit(digit, duration);
        }

        if (!TelephoneEvent.TryGetCode(digit, out _) || !_infoDigits.TryEnqueue(digit, duration))
        {
            return false;
        }

        _strand.Post(() => _infoDigits.Send(_answered && _ending is null ? _session : null));
        return true;
    }

    /// <exception cref="InvalidOperationException">The line went before it was answered; its end is posted.</exception>
    public async ValueTask AnswerAsync(CancellationToken cancellation)
    {
        await _strand.RunAsync(() =>
        {
            if (_ending is null && !_answered)
            {
                _side.Answer();
            }
        });
        if (!_answered)
        {
            // The call must find the reason in its mailbox when it learns that there is no line.
            await _ended.Task;
            throw new InvalidOperationException("The line is gone.");
        }
    }

    public async ValueTask<bool> HoldAsync(bool hold, CancellationToken cancellation)
    {
        var agreed = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _strand.Post(() =>
        {
            if (_ending is null && _answered)
            {
                _session!.Hold(hold, done => agreed.TrySetResult(done));
            }
            else
            {
                agreed.TrySetResult(false);
            }
        });
        return await agreed.Task.WaitAsync(cancellation);
    }

    public async Task<TransferOutcome> TransferAsync(TransferTarget target, CancellationToken cancellation)
    {
        var outcome = new TaskCompletionSource<TransferOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        _strand.Post(() =>
        {
            if (_ending is null && _answered)
            {
                _transfers.Start(_session!, target, done => outcome.TrySetResult(done));
            }
            else
            {
                outcome.TrySetResult(new TransferOutcome(TransferResult.LineGone));
            }
        });
        return await outcome.Task.WaitAsync(cancellation);
    }

    public async ValueTask HangUpAsync(CallEndReason reason)
    {
        _strand.Post(() => End(reason));
        await _ended.Task;
    }

    private ValueTask WhileUnansweredAsync(Action verb) => new(_strand.RunAsync(() =>
    {
        if (_ending is null && !_answered)
        {
            verb();
        }
    }));
}
