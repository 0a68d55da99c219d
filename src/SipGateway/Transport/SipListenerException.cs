using Voxie.SipGateway.Transport.Tls;

namespace Voxie.SipGateway.Transport;

/// <summary>A listener cannot be opened as it is described.</summary>
public sealed class SipListenerException : Exception
{
    public SipListenerException(TlsFileFault fault)
        : base($"{fault.File} {fault.Reason}.") => Fault = fault;

    public TlsFileFault Fault { get; }
}
