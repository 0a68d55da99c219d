namespace Voxie.Pipeline.Calls;

/// <summary>
/// Something that somebody outside wants of a call that is up, and waits for. It is done on the call's loop; one that comes too late
/// is answered all the same.
/// </summary>
internal abstract record CallCommand : CallEvent
{
    /// <summary>The call cannot do it: it is not answered yet, or over.</summary>
    public abstract void Decline(bool over);
}

/// <summary>Hand the call over. <paramref name="Told"/> is called once, on any thread.</summary>
internal sealed record TransferRequested(TransferOrder Order, Action<TransferReport> Told) : CallCommand
{
    public override void Decline(bool over) => Told(new TransferReport(
        over ? TransferResult.LineGone : TransferResult.NotNow, TransferWay.None, null, over ? "The call is over." : "The call is not answered yet."));
}

/// <summary>Put the other side on hold, or take it back.</summary>
internal sealed record HoldRequested(bool Hold, Action<LineVerdict> Told) : CallCommand
{
    public override void Decline(bool over) => Told(over ? LineVerdict.Over : LineVerdict.NotAnswered);
}

/// <summary>Send keys to the other side.</summary>
internal sealed record DigitsRequested(string Digits, TimeSpan Each, Action<LineVerdict> Told) : CallCommand
{
    public override void Decline(bool over) => Told(over ? LineVerdict.Over : LineVerdict.NotAnswered);
}
