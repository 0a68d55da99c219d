using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Calls;

/// <summary>What the peer of a session says that it can do (Allow, Supported). Unknown counts as no.</summary>
/// <param name="NoRefer">It lists what it allows, and REFER is not among it.</param>
internal readonly record struct PeerAbilities(bool Update, bool Timer, bool Replaces, bool NoRefer)
{
    /// <summary>As a message says it; one that lists no methods leaves what was known.</summary>
    public PeerAbilities Learn(SipHeaders headers) => headers.Allow is { Count: > 0 } methods
        ? new PeerAbilities(methods.Contains("UPDATE", StringComparer.Ordinal), headers.Supports(SipCapabilities.Timer), headers.Supports(SipCapabilities.Replaces),
            !methods.Contains("REFER", StringComparer.Ordinal))
        : this with { Timer = Timer || headers.Supports(SipCapabilities.Timer), Replaces = Replaces || headers.Supports(SipCapabilities.Replaces) };
}
