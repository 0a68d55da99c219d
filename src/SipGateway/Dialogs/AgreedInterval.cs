namespace Voxie.SipGateway.Dialogs;

/// <summary>A session interval that both sides know.</summary>
internal readonly record struct AgreedInterval(uint Seconds, bool WeRefresh);
