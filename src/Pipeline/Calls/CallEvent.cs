namespace Voxie.Pipeline.Calls;

/// <summary>Anything that a call's mailbox can hold. Subsystems derive their own.</summary>
public abstract record CallEvent;

/// <summary>A digit from the line, already one per key press. <paramref name="Digit"/> is 0-9, *, #, A-D.</summary>
public sealed record DigitReceived(char Digit, TimeSpan Duration) : CallEvent;

/// <summary>The peer put us on hold (true) or came back.</summary>
public sealed record HoldChanged(bool Held) : CallEvent;

/// <summary>An operator of ours put the other side on hold (true) or took it back.</summary>
public sealed record LineHeld(bool Held) : CallEvent;

/// <summary>An outbound leg rang (180/183). Comes again when media begins before the answer.</summary>
/// <param name="EarlyMedia">The other side can be heard already (its own ringing tone, an announcement).</param>
public sealed record LegRinging(int SipStatus, bool EarlyMedia = false) : CallEvent;

/// <summary>An outbound leg was answered.</summary>
public sealed record LegAnswered : CallEvent;

/// <summary>The line is gone. Posted exactly once by each leg.</summary>
public sealed record LegEnded(CallEndReason Reason) : CallEvent;

/// <summary>Someone outside the call wants it to end.</summary>
public sealed record HangUpRequested(CallEndReason Reason) : CallEvent;

/// <summary>The call must end soon, and there is time for a goodbye: its time is up, or the node is to stop.</summary>
public sealed record FarewellRequested(CallEndReason Reason) : CallEvent;
