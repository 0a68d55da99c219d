namespace Voxie.Pipeline.Calls;

/// <summary>The time of a <see cref="MailTimer"/> has come.</summary>
internal sealed record TimerRang(MailTimer Timer) : CallEvent;
