using Microsoft.Extensions.Logging;
using Voxie.SipGateway.Dns;
using Voxie.SipGateway.Transactions;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Registrations;

/// <summary>What registrations and pings stand on.</summary>
/// <param name="Lot">A number from 0 to below 1: spreads what would happen at once.</param>
internal sealed record RegistrationLayers(
    TransportLayer Transports, TransactionLayer Transactions, SipResolver Resolver, TargetTable Targets, HealthBook Health, Func<double> Lot, ILoggerFactory Loggers)
{
    /// <summary>
    /// A registrar that sees us elsewhere than our contact says is given that address as contact. Not where the operator has said
    /// what our address is.
    /// </summary>
    public bool LearnsAddress { get; init; } = true;

    public TimeProvider Time => Transactions.Time;
}
