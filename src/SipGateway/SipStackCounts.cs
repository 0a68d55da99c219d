namespace Voxie.SipGateway;

/// <summary>What the SIP side holds at this moment: all of it falls back to zero when the last call has ended and its timers have run out.</summary>
/// <param name="ServerTransactions">Requests received and still remembered.</param>
/// <param name="ClientTransactions">Requests of ours still under way or remembered.</param>
/// <param name="Unreadable">Datagrams since the start that were no SIP message.</param>
public sealed record SipStackCounts(int ServerTransactions, int ClientTransactions, int Dialogs, int Legs, long Unreadable);
