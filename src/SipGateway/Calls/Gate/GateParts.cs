using Microsoft.Extensions.Logging;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Security;

namespace Voxie.SipGateway.Calls.Gate;

/// <summary>What the gate decides by.</summary>
/// <param name="Peers">Addresses that we have dealt with.</param>
internal sealed record GateParts(
    AdmissionOptions Options, TrunkFinder Trunks, TrunkRates Rates, KnownPeers Peers, IRequestProof Proof, DialogTable Dialogs, LegTable Legs,
    RejectLog Rejects, TimeProvider Time, ILogger<RequestGate> Logger);
