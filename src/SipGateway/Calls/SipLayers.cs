using Microsoft.Extensions.Logging;
using Voxie.SipGateway.Calls.Identity;
using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Dtls;
using Voxie.SipGateway.Telemetry;
using Voxie.SipGateway.Transactions;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Calls;

/// <summary>What every call stands on.</summary>
/// <param name="Media">Where a call's media is opened.</param>
/// <param name="Ladders">Where a call's messages are kept; null: nowhere.</param>
internal sealed record SipLayers(
    TransportLayer Transports, TransactionLayer Transactions, DialogTable Dialogs, LegTable Legs, ILegMediaSource Media, ILoggerFactory Loggers,
    LadderBook? Ladders = null)
{
    public TimeProvider Time => Transactions.Time;

    public SipMetrics? Metrics { get; init; }

    /// <summary>Who we are in DTLS handshakes. Made when the first call needs it.</summary>
    public Lazy<DtlsIdentity> Dtls { get; init; } = new(() => new DtlsIdentity(Transactions.Time));

    /// <summary>Who calls.</summary>
    public required CallerReader Callers { get; init; }

    /// <summary>Where calls may go.</summary>
    public required DialGate Gate { get; init; }

    /// <summary>For waits that are to differ between two sides. A seeded one makes a test repeatable.</summary>
    public Random Random { get; init; } = Random.Shared;
}
