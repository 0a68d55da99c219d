using System.Globalization;

namespace Voxie.Pipeline.Calls;

/// <summary>A second line of a call, dialled for it. Call's loop, but for the reading of the line's own mailbox.</summary>
internal sealed class DialledLine
{
    private readonly CallMailbox _own = new();
    private Task _watching = Task.CompletedTask;
    private bool _gone;

    /// <exception cref="DialRefusedException">The dial policy or the target's form forbids it.</exception>
    public DialledLine(IOutboundLegs outbound, DialTarget target)
    {
        Target = target;
        Leg = outbound.Dial(target);
        Leg.Connect(_own);
    }

    public DialTarget Target { get; }

    public ICallLeg Leg { get; }

    /// <summary>The next thing that happens on the line, as long as nobody <see cref="Forward">forwards</see> them.</summary>
    public ValueTask<CallEvent> NextAsync(CancellationToken cancellation) => _own.Reader.ReadAsync(cancellation);

    /// <summary>From here on everything goes to the call's mailbox as <see cref="LineEvent"/>.</summary>
    public void Forward(CallMailbox mailbox) => _watching = ForwardAsync(mailbox);

    /// <summary>Hangs up and waits for the end.</summary>
    public async Task LetGoAsync(CallEndReason reason)
    {
        if (_gone) return;
        _gone = true;
        await Leg.HangUpAsync(reason);
        await _watching;
        await Leg.DisposeAsync();
    }

    /// <summary>What the line was like, for the record. Complete once it is let go.</summary>
    public CallNote Note(Guid callId, DateTimeOffset at)
    {
        var report = Leg.Report();
        return new CallNote(callId, at, "bridge", new Dictionary<string, string>
        {
            ["trunk"] = Target.Trunk ?? "",
            ["peer"] = Leg.Info.Peer,
            ["reference"] = Leg.Info.Reference,
            ["codec"] = report.Codec ?? "",
            ["encryption"] = report.Encryption ?? "",
            ["keyExchange"] = report.KeyExchange ?? "",
            ["sipStatus"] = report.SipStatus?.ToString(CultureInfo.InvariantCulture) ?? "",
            ["packetsReceived"] = report.PacketsReceived.ToString(CultureInfo.InvariantCulture),
            ["packetsSent"] = report.PacketsSent.ToString(CultureInfo.InvariantCulture),
        });
    }

    private async Task ForwardAsync(CallMailbox mailbox)
    {
        while (true)
        {
            var happened = await _own.Reader.ReadAsync();
            mailbox.Post(new LineEvent(this, happened));
            if (happened is LegEnded) return;
        }
    }
}

/// <summary>Something happened on a second line.</summary>
internal sealed record LineEvent(DialledLine Line, CallEvent Event) : CallEvent;
