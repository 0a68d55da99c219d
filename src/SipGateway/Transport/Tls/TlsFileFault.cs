namespace Voxie.SipGateway.Transport.Tls;

/// <summary>Why the files of a TLS listener cannot be used.</summary>
/// <param name="Setting">Property of <see cref="SipTlsOptions"/> that names the file.</param>
/// <param name="Reason">A sentence for people, without the file's name.</param>
public sealed record TlsFileFault(string Setting, string File, string Reason);
