using Voxie.SipGateway.Transport;
using Voxie.SipGateway.Transport.Tls;

namespace Voxie.Admin.Config;

/// <summary>The SIP listeners that the settings describe, as the gateway opens them.</summary>
internal static class SipListeners
{
    /// <param name="folder">Folder that the files are relative to.</param>
    public static IReadOnlyList<SipListener> Of(SipOptions options, string folder) =>
        [.. options.Effective().Select(listener => Of(listener, options, folder))];

    /// <summary>What of the certificates and addresses is wrong, with the key of the setting.</summary>
    public static IEnumerable<(string Key, string Reason)> Faults(SipOptions options, string folder)
    {
        foreach (var (listener, index) in options.Effective().Select((listener, index) => (listener, index)))
        {
            var key = options.Listeners.Count > 0 && !options.IsListenGiven ? $"sip:listeners:{index}" : "sip:listen";
            if (listener.Advertise is { } advertise && !SipAdvertise.TryParse(advertise, out _))
            {
                yield return ($"{key}:advertise", $"'{advertise}' is no address, domain or stun:host:port that a peer could send to.");
            }
            if (listener.Address.Port == 0 && options.Listeners.Contains(listener))
            {
                yield return (key, "needs an address with a port.");
            }
            if (listener.Origins.FirstOrDefault(origin => !IsOrigin(origin)) is { } page)
            {
                yield return ($"{key}:origins", $"'{page}' is no origin such as https://phone.example.com.");
            }
            if (IsSecure(listener) && TlsFault(listener, options, folder, key) is { } fault)
            {
                yield return fault;
            }
        }
    }

    private static (string Key, string Reason)? TlsFault(SipListenerOptions listener, SipOptions options, string folder, string key)
    {
        if (TlsOf(listener, options, folder) is not { } tls)
        {
            return (key, $"the {listener.Transport.ToString().ToUpperInvariant()} listener on {listener.Address} needs a certificate: set sip.tls.certificate, or certificate of the listener.");
        }
        if (tls.Fault() is not { } fault)
        {
            return null;
        }
        var (name, own) = fault.Setting switch
        {
            nameof(SipTlsOptions.KeyFile) => ("key", listener.Key),
            nameof(SipTlsOptions.TrustAnchorsFile) => ("trustAnchors", listener.TrustAnchors),
            _ => ("certificate", listener.Certificate),
        };
        return (own is null ? $"sip:tls:{name}" : $"{key}:{name}", $"{fault.File} {fault.Reason}.");
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.GetLeftPart(UriPartial.Authority).Equals(text, StringComparison.OrdinalIgnoreCase);

    private static bool IsSecure(SipListenerOptions listener) => listener.Transport is SipTransportKind.Tls or SipTransportKind.Wss;

    private static SipListener Of(SipListenerOptions listener, SipOptions options, string folder)
    {
        var advertise = SipAdvertise.TryParse(listener.Advertise ?? options.Advertise?.ToString() ?? "", out var read) ? read : null;
        return new SipListener(listener.Transport, listener.Address)
        {
            AdvertisedHost = advertise is { IsStun: false } ? advertise.Host : null,
            AdvertisedPort = advertise is { IsStun: false } ? advertise.Port : null,
            Stun = advertise is { IsStun: true } ? new StunServer(advertise.Host, advertise.Port ?? StunServer.UsualPort) : null,
            AdvertisedMedia = options.Advertise,
            Origins = listener.Origins,
            Tls = IsSecure(listener) ? TlsOf(listener, options, folder) : null,
        };
    }

    // A key belongs to its certificate: that of sip.tls is no key of a certificate that a listener names itself.
    private static SipTlsOptions? TlsOf(SipListenerOptions listener, SipOptions options, string folder) =>
        (listener.Certificate ?? options.Tls.Certificate) is not { } certificate ? null : new SipTlsOptions
        {
            CertificateFile = Path.GetFullPath(certificate, folder),
            KeyFile = (listener.Certificate is null ? listener.Key ?? options.Tls.Key : listener.Key) is { } key ? Path.GetFullPath(key, folder) : null,
            ClientCertificates = listener.ClientCertificates ?? options.Tls.ClientCertificates,
            TrustAnchorsFile = (listener.TrustAnchors ?? options.Tls.TrustAnchors) is { } anchors ? Path.GetFullPath(anchors, folder) : null,
        };
}
