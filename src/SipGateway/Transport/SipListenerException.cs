using System.Net.Sockets;
using Voxie.SipGateway.Transport.Tls;

namespace Voxie.SipGateway.Transport;

/// <summary>A listener cannot be opened as it is described.</summary>
public sealed class SipListenerException : Exception
{
    public SipListenerException(SipListener listener, SocketException error)
        : base($"SIP cannot listen on {listener}: {error.Message}", error) => IsAddress = true;

    public SipListenerException(TlsFileFault fault)
        : base($"{fault.File} {fault.Reason}.")
    {
    }

    /// <summary>The address is in use or not of this machine; otherwise a file is at fault.</summary>
    public bool IsAddress { get; }
}
