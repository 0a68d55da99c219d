using System.Globalization;
using System.Security.Cryptography;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transactions;

namespace Voxie.SipGateway.Dialogs;

/// <summary>
/// The reliable provisional responses to one INVITE: numbers them, repeats each until its PRACK. Strand of its call only.
/// </summary>
/// <param name="cleared">Told when the last one that was out is acknowledged.</param>
/// <param name="gaveUp">Told when none came in 64*T1.</param>
internal sealed class ReliableResponses(ServerTransaction transaction, TransactionLayer layer, Strand strand, Action cleared, Action gaveUp)
{
    private readonly Queue<SipResponse> _waiting = new();
    private ReliableState _state = ReliableState.Clear;
    // RFC 3262 3: chosen between 1 and 2^31 - 1, so that the increments never wrap.
    private uint _rseq = (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue / 2);
    private SipResponse? _out;
    private ITimer? _repeat;
    private TimeSpan _interval;
    private long _sentAt;

    /// <summary>A session description is out or waits to be: no 2xx may overtake it.</summary>
    public bool HoldsDescription =>
        _state == ReliableState.Unacknowledged && (!_out!.Body.IsEmpty || _waiting.Any(response => !response.Body.IsEmpty));

    /// <param name="response">Complete but for Require and RSeq.</param>
    public void Send(SipResponse response) => Step(ReliableInput.Send, response);

    /// <returns>False: it acknowledges nothing of ours; answer 481.</returns>
    public bool Take(RAck rack)
    {
        var sequence = transaction.Request.Headers.CSeq!.Value;
        var matches = _out is not null && rack.RSeq == _rseq && rack.Request == sequence;
        return Step(matches ? ReliableInput.Prack : ReliableInput.ForeignPrack).HasFlag(ReliableActions.Match);
    }

    /// <summary>The INVITE has its final answer.</summary>
    public void Final() => Step(ReliableInput.Final);

    private ReliableActions Step(ReliableInput input, SipResponse? response = null)
    {
        (_state, var actions) = ReliableMachine.Step(_state, input);
        if (actions.HasFlag(ReliableActions.StopTimers))
        {
            _repeat?.Dispose();
            _repeat = null;
        }

        if (actions.HasFlag(ReliableActions.Send))
        {
            Begin(response!);
        }

        if (actions.HasFlag(ReliableActions.Queue))
        {
            _waiting.Enqueue(response!);
        }

        if (actions.HasFlag(ReliableActions.Resend))
        {
            transaction.Respond(_out!);
            _interval = 2 * _interval; // RFC 3262 3: doubles without T2's cap
            Arm();
        }

        if (actions.HasFlag(ReliableActions.GiveUp))
        {
            gaveUp();
        }

        if (actions.HasFlag(ReliableActions.Next))
        {
            strand.Post(SendNext); // after the PRACK has its answer
        }

        return actions;
    }

    private void SendNext()
    {
        if (_waiting.TryDequeue(out var next))
        {
            Step(ReliableInput.Send, next);
        }
        else
        {
            cleared();
        }
    }

    private void Begin(SipResponse response)
    {
        var rseq = (++_rseq).ToString(CultureInfo.InvariantCulture);
        _out = response with { Headers = response.Headers.Add(HeaderNames.Require, SipCapabilities.Reliable).Add(HeaderNames.RSeq, rseq) };
        transaction.Respond(_out);
        _sentAt = layer.Time.GetTimestamp();
        _interval = layer.Timers.T1;
        Arm();
    }

    private void Arm()
    {
        var left = layer.Timers.Timeout - layer.Time.GetElapsedTime(_sentAt);
        _repeat ??= layer.Time.CreateTimer(_ => strand.Post(Due), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _repeat.Change(_interval < left ? _interval : left, Timeout.InfiniteTimeSpan);
    }

    private void Due() =>
        Step(layer.Time.GetElapsedTime(_sentAt) >= layer.Timers.Timeout ? ReliableInput.TimeoutDue : ReliableInput.RetransmitDue);
}
