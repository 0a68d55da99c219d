using Voxie.SipGateway.Transport.Tls;

namespace Voxie.SipGateway.Transport;

/// <summary>Certificates of a TLS listener. Files are PEM, and are read again when they change.</summary>
public sealed record SipTlsOptions
{
    /// <summary>Our certificate, then those between it and its root. We show it to those who connect, and to servers that ask for one.</summary>
    public required string CertificateFile { get; init; }

    /// <summary>Its private key, not encrypted; null: in the same file.</summary>
    public string? KeyFile { get; init; }

    public ClientCertificates ClientCertificates { get; init; }

    /// <summary>Roots that peers' certificates must come from; null: those of the system.</summary>
    public string? TrustAnchorsFile { get; init; }

    /// <summary>Reads the files.</summary>
    /// <returns>Why they cannot be used; null: they can.</returns>
    public TlsFileFault? Fault() => TlsMaterial.TryLoad(this, out _, out var fault) ? null : fault;
}
