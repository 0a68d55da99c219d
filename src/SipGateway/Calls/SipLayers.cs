using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Transactions;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Calls;

/// <summary>What every call stands on.</summary>
internal sealed record SipLayers(
    TransportLayer Transports, TransactionLayer Transactions, DialogTable Dialogs, LegTable Legs, SipTimers Timers, TimeProvider Time);
