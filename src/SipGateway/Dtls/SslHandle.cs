using System.Runtime.InteropServices;

namespace Voxie.SipGateway.Dtls;

/// <summary>An <c>SSL*</c>, which holds on to the context that it was made of.</summary>
internal sealed class SslHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        OpenSsl.SSL_free(handle);
        return true;
    }
}
