using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Voxie.SipGateway.Transport.Tls;

/// <summary>What stands in the files of a TLS listener at one moment.</summary>
/// <param name="Anchors">Roots that peers' certificates must come from; null: those of the system.</param>
internal sealed record TlsMaterial(SslStreamCertificateContext Identity, X509Certificate2Collection? Anchors)
{
    /// <summary>Reads the files.</summary>
    public static bool TryLoad(SipTlsOptions options, [NotNullWhen(true)] out TlsMaterial? material, [NotNullWhen(false)] out TlsFileFault? fault)
    {
        material = null;
        if (!TryRead(nameof(options.CertificateFile), options.CertificateFile, out var chain, out fault)
            || !TryLoadKey(options, out var identity, out fault))
        {
            return false;
        }

        X509Certificate2Collection? anchors = null;
        if (options.TrustAnchorsFile is { } file && !TryRead(nameof(options.TrustAnchorsFile), file, out anchors, out fault))
        {
            return false;
        }

        chain.RemoveAt(0); // ours; those that lead to its root follow
        material = new TlsMaterial(SslStreamCertificateContext.Create(identity, chain, offline: true), anchors);
        return true;
    }

    private static bool TryRead(
        string setting, string file, [NotNullWhen(true)] out X509Certificate2Collection? certificates, [NotNullWhen(false)] out TlsFileFault? fault)
    {
        certificates = [];
        fault = null;
        try
        {
            certificates.ImportFromPemFile(file);
            fault = certificates.Count > 0 ? null : new TlsFileFault(setting, file, "holds no certificate in PEM form");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            fault = new TlsFileFault(setting, file, Describe(error, "is no certificate in PEM form"));
        }

        return fault is null;
    }

    private static bool TryLoadKey(SipTlsOptions options, [NotNullWhen(true)] out X509Certificate2? identity, [NotNullWhen(false)] out TlsFileFault? fault)
    {
        (identity, fault) = (null, null);
        try
        {
            identity = X509Certificate2.CreateFromPemFile(options.CertificateFile, options.KeyFile);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            var (setting, file) = options.KeyFile is { } key ? (nameof(options.KeyFile), key) : (nameof(options.CertificateFile), options.CertificateFile);
            fault = new TlsFileFault(setting, file, Describe(error, "holds no unencrypted private key of the certificate"));
        }

        return fault is null;
    }

    private static string Describe(Exception error, string otherwise) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException => "is not there",
        UnauthorizedAccessException => "may not be read by this user",
        _ => otherwise,
    };
}
