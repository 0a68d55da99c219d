namespace Voxie.SipGateway.Transport.Tls;

/// <summary>What is to be thought of a peer's certificate.</summary>
internal enum CertificateVerdict
{
    Good,

    /// <summary>None was shown.</summary>
    Missing,

    /// <summary>It comes from no root that is trusted, or its chain is broken.</summary>
    Untrusted,

    /// <summary>Not yet, or not any more.</summary>
    OutOfDate,

    /// <summary>It is for something else than TLS.</summary>
    Purpose,

    /// <summary>It is somebody else's.</summary>
    WrongName,
}
