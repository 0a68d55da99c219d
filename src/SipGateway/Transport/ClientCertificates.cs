namespace Voxie.SipGateway.Transport;

/// <summary>Whether those who connect to a TLS listener must show a certificate.</summary>
public enum ClientCertificates
{
    /// <summary>Not asked for.</summary>
    None,

    /// <summary>Asked for; one that is shown must be good.</summary>
    Optional,

    /// <summary>Without a good one there is no connection.</summary>
    Required,
}
