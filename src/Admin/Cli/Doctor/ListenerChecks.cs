using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Voxie.Admin.Config;
using Voxie.SipGateway.Transport;

namespace Voxie.Admin.Cli.Doctor;

/// <summary>The SIP listeners: can each be opened, what does it tell peers of itself, how long is its certificate good?</summary>
internal static class ListenerChecks
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(21);

    public static async IAsyncEnumerable<Finding> RunAsync(VoxieConfig config, bool running, TimeProvider time)
    {
        await Task.CompletedTask;
        foreach (var listener in config.SipListeners)
        {
            yield return Judge(listener, running);
            if (listener.Tls is { } tls)
            {
                yield return JudgeCertificate(listener, tls, time.GetUtcNow());
            }
        }
    }

    private static Finding Judge(SipListener listener, bool running)
    {
        var subject = $"SIP {listener}";
        var error = listener.Transport == SipTransportKind.Udp
            ? PortChecks.CanBind(SocketType.Dgram, ProtocolType.Udp, listener.Address)
            : PortChecks.CanBind(SocketType.Stream, ProtocolType.Tcp, listener.Address);
        return error switch
        {
            SocketError.Success => new Finding(Verdict.Ok, subject, $"is free; {Told(listener)}"),
            SocketError.AddressAlreadyInUse when running => new Finding(Verdict.Ok, subject, $"is in use, and a node is running here; {Told(listener)}"),
            SocketError.AddressAlreadyInUse => new Finding(Verdict.Fail, subject, "is taken by another program", "stop it, or set VOXIE_SIP (sip.listen, sip.listeners)"),
            _ => new Finding(Verdict.Fail, subject, $"cannot be opened ({error})", "set VOXIE_SIP (sip.listen, sip.listeners) to an address of this machine"),
        };
    }

    private static string Told(SipListener listener)
    {
        var port = listener.AdvertisedPort ?? listener.Address.Port;
        return listener.Stun is { } server ? $"peers are told what STUN server {server} sees"
            : listener.AdvertisedHost is { } host ? string.Create(CultureInfo.InvariantCulture, $"peers are told {(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{port}")
            : "peers are told the local address towards them";
    }

    private static Finding JudgeCertificate(SipListener listener, SipTlsOptions tls, DateTimeOffset now)
    {
        var subject = $"certificate of {listener}";
        using var certificate = X509CertificateLoader.LoadCertificateFromFile(tls.CertificateFile); // read once already, by the settings
        var until = new DateTimeOffset(certificate.NotAfter.ToUniversalTime(), TimeSpan.Zero);
        var detail = string.Create(CultureInfo.InvariantCulture, $"{tls.CertificateFile} is good until {until:yyyy-MM-dd}");
        return until <= now ? new Finding(Verdict.Fail, subject, string.Create(CultureInfo.InvariantCulture, $"{tls.CertificateFile} ran out on {until:yyyy-MM-dd}"), "renew it; a running node takes it up by itself")
            : until <= now + Soon ? new Finding(Verdict.Warn, subject, detail, "renew it; a running node takes it up by itself")
            : new Finding(Verdict.Ok, subject, detail);
    }
}
