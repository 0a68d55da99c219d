using System.Globalization;

namespace Voxie.Pipeline.Calls;

/// <summary>
/// The other party of the call is a second line, dialled while the first one rings: joins both, passes keys and hold on, and ends one
/// with the other. On the call's loop, but for the reading of the second line's mailbox.
/// </summary>
internal sealed class BridgeConductor(CallContext context, IOutboundLegs outbound, DialTarget target, TimeProvider time) : IConductor
{
    private readonly CallMailbox _mailbox = new();
    private readonly CallBridge _bridge = new();
    private ICallLeg? _line;
    private Task _watching = Task.CompletedTask;

    /// <summary>Completes when the second line is answered.</summary>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        try
        {
            _line = outbound.Dial(target);
        }
        catch (DialRefusedException refused)
        {
            throw new ConductorFailedException(new CallEndReason(EndCode.Rejected, EndSide.Config, refused.Message), refused);
        }
        _line.Connect(_mailbox);
        while (true)
        {
            switch (await _mailbox.Reader.ReadAsync(cancellation))
            {
                case LegAnswered:
                    return;
                case LegEnded ended:
                    throw new ConductorFailedException(ended.Reason);
            }
        }
    }

    public void Start()
    {
        _bridge.Add(context.Leg);
        _bridge.Add(_line!);
        _bridge.Join();
        _watching = WatchAsync();
    }

    public void Handle(CallEvent callEvent)
    {
        switch (callEvent)
        {
            case DigitReceived digit:
                _line!.TrySendDigit(digit.Digit, digit.Duration);
                break;
            case HoldChanged hold:
                Hold(_line!, context.Leg, hold.Held);
                break;
            case SecondLine { Event: DigitReceived digit }:
                context.Leg.TrySendDigit(digit.Digit, digit.Duration);
                break;
            case SecondLine { Event: HoldChanged hold }:
                Hold(context.Leg, _line!, hold.Held);
                break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_line is null) return;
        _bridge.Remove(context.Leg);
        _bridge.Remove(_line);
        await _line.HangUpAsync(CallEndReason.CallerHangup);
        await _watching;
        await _line.DisposeAsync();
        var report = _line.Report();
        context.Record.Note(new CallNote(context.Id, time.GetUtcNow(), "bridge", new Dictionary<string, string>
        {
            ["trunk"] = target.Trunk ?? "",
            ["peer"] = _line.Info.Peer,
            ["reference"] = _line.Info.Reference,
            ["codec"] = report.Codec ?? "",
            ["encryption"] = report.Encryption ?? "",
            ["sipStatus"] = report.SipStatus?.ToString(CultureInfo.InvariantCulture) ?? "",
            ["packetsReceived"] = report.PacketsReceived.ToString(CultureInfo.InvariantCulture),
            ["packetsSent"] = report.PacketsSent.ToString(CultureInfo.InvariantCulture),
        }));
    }

    // Who puts us on hold wants to hear nothing; what it still sends (music) goes to the other one, which is put on hold in its turn.
    private void Hold(ICallLeg other, ICallLeg holder, bool isHeld)
    {
        _bridge.Let(holder, other, !isHeld);
        _ = PassHoldAsync(other, isHeld);
    }

    private async Task PassHoldAsync(ICallLeg other, bool isHeld)
    {
        try
        {
            await other.HoldAsync(isHeld, CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            // The line has just gone; its end is on its way to us.
        }
    }

    private async Task WatchAsync()
    {
        while (await _mailbox.Reader.ReadAsync() is var happened)
        {
            if (happened is LegEnded ended)
            {
                context.Mailbox.Post(new HangUpRequested(ended.Reason));
                return;
            }
            context.Mailbox.Post(new SecondLine(happened));
        }
    }

    /// <summary>Something happened on the second line.</summary>
    private sealed record SecondLine(CallEvent Event) : CallEvent;
}
