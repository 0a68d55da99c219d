using Microsoft.Extensions.Logging;
using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Transactions;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Calls;

/// <summary>What every call stands on.</summary>
/// <param name="Media">Where a call's media is opened.</param>
internal sealed record SipLayers(
    TransportLayer Transports, TransactionLayer Transactions, DialogTable Dialogs, LegTable Legs, ILegMediaSource Media, ILoggerFactory Loggers)
{
    public TimeProvider Time => Transactions.Time;
}
