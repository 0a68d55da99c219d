namespace Voxie.SipGateway.Dtls;

/// <summary>Who says hello.</summary>
internal enum DtlsRole
{
    /// <summary>We do (a=setup:active).</summary>
    Client,
    /// <summary>The peer does (a=setup:passive).</summary>
    Server,
}
