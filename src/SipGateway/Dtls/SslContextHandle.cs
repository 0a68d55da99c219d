using System.Runtime.InteropServices;

namespace Voxie.SipGateway.Dtls;

/// <summary>An <c>SSL_CTX*</c>.</summary>
internal sealed class SslContextHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        OpenSsl.SSL_CTX_free(handle);
        return true;
    }
}
