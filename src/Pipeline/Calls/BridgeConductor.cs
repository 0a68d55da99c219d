namespace Voxie.Pipeline.Calls;

/// <summary>
/// The other party of the call is a second line: joins both, passes keys and hold on, and ends one with the other. What the second line
/// lets hear before it answers (ringing, announcements) the caller hears too. On the call's loop.
/// </summary>
internal sealed class BridgeConductor : IConductor
{
    private readonly CallContext _context;
    private readonly Func<DialledLine> _dial;
    private readonly TimeProvider _time;
    private readonly CallBridge _bridge = new();
    private readonly HoldRelay _callerHold;
    private HoldRelay? _lineHold;
    private DialledLine? _line;
    private CallEndReason _reason = CallEndReason.CallerHangup;
    private bool _attached;

    /// <summary>Dials the second line while the first one waits.</summary>
    public BridgeConductor(CallContext context, IOutboundLegs outbound, DialTarget target, TimeProvider time)
        : this(context, () => new DialledLine(outbound, target), time)
    {
    }

    /// <summary>Takes over an answered line, whose events come to the call already.</summary>
    public static IConductor Over(DialledLine line, CallContext context, TimeProvider time)
    {
        var conductor = new BridgeConductor(context, () => line, time);
        conductor.Take(line);
        return conductor;
    }

    private BridgeConductor(CallContext context, Func<DialledLine> dial, TimeProvider time)
    {
        (_context, _dial, _time) = (context, dial, time);
        _callerHold = new HoldRelay(context.Leg);
    }

    /// <summary>The caller hears that it rings when it rings over there.</summary>
    public bool RingsItself => true;

    /// <summary>Completes when the second line is answered.</summary>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        try
        {
            Take(_dial());
        }
        catch (DialRefusedException refused)
        {
            throw new ConductorFailedException(new CallEndReason(EndCode.Rejected, EndSide.Config, refused.Message), refused);
        }
        while (true)
        {
            switch (await _line!.NextAsync(cancellation))
            {
                case LegRinging { EarlyMedia: true }:
                    await _context.Leg.ProgressAsync(cancellation);
                    Attach();
                    _bridge.Let(_context.Leg, _line.Leg, hear: true);
                    break;
                case LegRinging:
                    await _context.Leg.RingAsync(cancellation);
                    break;
                case LegAnswered:
                    _line.Forward(_context.Mailbox);
                    return;
                case LegEnded ended:
                    throw new ConductorFailedException(ended.Reason);
            }
        }
    }

    public void Start()
    {
        Attach();
        _bridge.Join();
    }

    public void Handle(CallEvent callEvent)
    {
        switch (callEvent)
        {
            case DigitReceived digit:
                _line!.Leg.TrySendDigit(digit.Digit, digit.Duration);
                break;
            case HoldChanged hold:
                // Who holds wants to hear nothing; what it still sends (music) goes to the other one, which is put on hold in its turn.
                _bridge.Let(_context.Leg, _line!.Leg, !hold.Held);
                _lineHold!.Want(hold.Held);
                break;
            case LineHeld held:
                _bridge.Let(_context.Leg, _line!.Leg, !held.Held);
                _bridge.Let(_line.Leg, _context.Leg, !held.Held);
                break;
            case LineEvent { Event: DigitReceived digit }:
                _context.Leg.TrySendDigit(digit.Digit, digit.Duration);
                break;
            case LineEvent { Event: HoldChanged hold }:
                _bridge.Let(_line!.Leg, _context.Leg, !hold.Held);
                _callerHold.Want(hold.Held);
                break;
            case LineEvent { Event: LegEnded ended } of when of.Line == _line:
                _context.Mailbox.Post(new HangUpRequested(ended.Reason));
                break;
        }
    }

    public void StepAside()
    {
        _bridge.Remove(_context.Leg);
        _attached = false;
    }

    public void StepBack(TransferReport report)
    {
        _bridge.Add(_context.Leg);
        _attached = true;
        _bridge.Join();
    }

    public void Ending(CallEndReason reason) => _reason = reason;

    public async ValueTask DisposeAsync()
    {
        if (_line is null) return;
        if (_attached) _bridge.Remove(_context.Leg);
        _bridge.Remove(_line.Leg);
        await _line.LetGoAsync(_reason);
        _context.Record.Note(_line.Note(_context.Id, _time.GetUtcNow()));
    }

    private void Take(DialledLine line)
    {
        _line = line;
        _lineHold = new HoldRelay(line.Leg);
    }

    private void Attach()
    {
        if (_attached) return;
        _attached = true;
        _bridge.Add(_context.Leg);
        _bridge.Add(_line!.Leg);
    }
}
