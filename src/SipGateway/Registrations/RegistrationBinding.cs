using System.Net;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Registrations;

/// <summary>What others need to know of a registered line: an immutable snapshot.</summary>
/// <param name="Token">The mark in its contact.</param>
internal sealed record RegistrationBinding(Trunk Trunk, string Token)
{
    /// <summary>Addresses that the registrar's name leads to.</summary>
    public IReadOnlyList<IPAddress> Registrar { get; init; } = [];

    /// <summary>The way that the last REGISTER went; null: never registered.</summary>
    public SipFlow? Flow { get; init; }

    public DateTimeOffset? Until { get; init; }

    /// <summary>RFC 3608.</summary>
    public IReadOnlyList<NameAddr> ServiceRoute { get; init; } = [];

    /// <summary>Proxies between the registrar and us (RFC 3327), as the registrar has them.</summary>
    public IReadOnlyList<NameAddr> Path { get; init; } = [];
}
