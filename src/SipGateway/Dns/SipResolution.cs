using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Dns;

/// <summary>Where requests to a URI can go, best first; empty with the reason.</summary>
internal sealed record SipResolution(IReadOnlyList<SipTarget> Targets, SipResolveFault Fault)
{
    /// <summary>A sentence for people.</summary>
    public string Reason => Fault switch
    {
        SipResolveFault.Scheme => "It is no sip or sips URI.",
        SipResolveFault.Transport => "No listener of this node has the transport or address family that it needs.",
        SipResolveFault.NoAddress => "The host has no address.",
        SipResolveFault.ServersSilent => "The name servers do not answer.",
        _ => "",
    };
}
