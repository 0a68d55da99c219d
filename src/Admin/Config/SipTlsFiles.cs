using System.ComponentModel;
using Voxie.SipGateway.Transport;

namespace Voxie.Admin.Config;

/// <summary>What the TLS listeners have in common.</summary>
internal sealed record SipTlsFiles
{
    [Description("PEM file of the certificate and those between it and its root. Relative to the configuration file.")]
    public string? Certificate { get; init; }

    [Description("PEM file of its key, not encrypted. Absent: in the same file.")]
    public string? Key { get; init; }

    [Description("Whether those who connect must show a certificate: none, optional or required.")]
    public ClientCertificates ClientCertificates { get; init; }

    [Description("PEM file of the roots that peers' certificates must come from. Absent: those of the system.")]
    public string? TrustAnchors { get; init; }
}
