using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Voxie.Admin.Config;
using Voxie.SipGateway.Transport;

namespace Voxie.Admin.Tests.Config;

public sealed class SipListenersTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private IReadOnlyList<SipListener> Load(string yaml, params (string Name, string Value)[] environment) =>
        ConfigLoader.Load(environment.ToDictionary(e => e.Name, e => e.Value), _folder.Write("voxie.yaml", yaml)).SipListeners;

    private string Error(string yaml) => Assert.Throws<ConfigException>(() => Load(yaml)).Message;

    private void WriteCertificate(string file, bool withKey = true, string? keyFile = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using var certificate = new CertificateRequest("CN=sip.example", key, HashAlgorithmName.SHA256).CreateSelfSigned(now, now.AddYears(50));
        var pem = key.ExportPkcs8PrivateKeyPem();
        _folder.Write(file, certificate.ExportCertificatePem() + "\n" + (withKey && keyFile is null ? pem : ""));
        if (keyFile is not null)
        {
            _folder.Write(keyFile, pem);
        }
    }

    [Fact]
    public void Listeners_in_short_take_what_they_have_in_common()
    {
        WriteCertificate("sip.pem");
        var listeners = Load("sip:\n  advertise: 203.0.113.7\n  tls: {certificate: sip.pem, clientCertificates: optional}",
            ("VOXIE_SIP", "udp:127.0.0.1:5060,tcp:[::1]:5060,tls:127.0.0.1:5061"));

        Assert.Equal(["udp:127.0.0.1:5060", "tcp:[::1]:5060", "tls:127.0.0.1:5061"], listeners.Select(l => l.ToString()));
        Assert.All(listeners, listener => Assert.Equal("203.0.113.7", listener.AdvertisedHost));
        Assert.Null(listeners[0].Tls);
        Assert.Equal((_folder.Of("sip.pem"), null, ClientCertificates.Optional), (listeners[2].Tls!.CertificateFile, listeners[2].Tls!.KeyFile, listeners[2].Tls!.ClientCertificates));
    }

    [Fact]
    public void Listeners_at_length_say_each_its_own()
    {
        WriteCertificate("sip.pem", keyFile: "key.pem");
        WriteCertificate("roots.pem", withKey: false);
        var listeners = Load("""
            sip:
              listeners:
                - {address: 0.0.0.0:5060, advertise: 203.0.113.7:5070}
                - {transport: tcp, address: "[::]:5060", advertise: "[2001:db8::7]:5070"}
                - transport: tls
                  address: 0.0.0.0:5061
                  advertise: sbc.example.com
                  certificate: sip.pem
                  key: key.pem
                  clientCertificates: required
                  trustAnchors: roots.pem
                - {transport: udp, address: 127.0.0.1:5062, advertise: "stun:stun.example.com"}
                - {transport: udp, address: 127.0.0.1:5063, advertise: "stun:192.0.2.3:3479"}
            """);

        Assert.Equal([SipTransportKind.Udp, SipTransportKind.Tcp, SipTransportKind.Tls, SipTransportKind.Udp, SipTransportKind.Udp], listeners.Select(l => l.Transport));
        Assert.Equal(("203.0.113.7", 5070), (listeners[0].AdvertisedHost, listeners[0].AdvertisedPort));
        Assert.Equal(("2001:db8::7", 5070), (listeners[1].AdvertisedHost, listeners[1].AdvertisedPort));
        Assert.Equal(("sbc.example.com", null), (listeners[2].AdvertisedHost, listeners[2].AdvertisedPort));
        Assert.Equal((_folder.Of("key.pem"), ClientCertificates.Required, _folder.Of("roots.pem")), (listeners[2].Tls!.KeyFile, listeners[2].Tls!.ClientCertificates, listeners[2].Tls!.TrustAnchorsFile));
        Assert.Equal([new StunServer("stun.example.com"), new StunServer("192.0.2.3", 3479)], listeners.Select(l => l.Stun).OfType<StunServer>());
        Assert.Null(listeners[3].AdvertisedHost);
    }

    [Fact]
    public void The_environment_replaces_the_listeners_of_the_file() =>
        Assert.Equal(["tcp:127.0.0.1:5070"], Load("sip: {listeners: [{address: 127.0.0.1:5060}]}", ("VOXIE_SIP", "tcp:127.0.0.1:5070")).Select(l => l.ToString()));

    [Fact]
    public void A_certificate_without_its_key_is_named()
    {
        WriteCertificate("sip.pem", withKey: false);
        WriteCertificate("other.pem", keyFile: "other-key.pem");

        Assert.Contains("voxie.yaml:2: sip.tls.certificate: " + _folder.Of("sip.pem") + " holds no unencrypted private key", Error("sip:\n  tls: {certificate: sip.pem}\n  listen: tls:127.0.0.1:5061"), StringComparison.Ordinal);
        Assert.Contains("sip.tls.key: " + _folder.Of("other-key.pem") + " holds no unencrypted private key of the certificate", Error("sip:\n  tls: {certificate: sip.pem, key: other-key.pem}\n  listen: tls:127.0.0.1:5061"), StringComparison.Ordinal);
        Assert.Contains("sip.tls.key: " + _folder.Of("none.pem") + " is not there", Error("sip:\n  tls: {certificate: sip.pem, key: none.pem}\n  listen: tls:127.0.0.1:5061"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7", null, false)]
    [InlineData("203.0.113.7:5070", "203.0.113.7", 5070, false)]
    [InlineData("[2001:db8::7]", "2001:db8::7", null, false)]
    [InlineData("2001:db8::7", "2001:db8::7", null, false)]
    [InlineData("[2001:db8::7]:5070", "2001:db8::7", 5070, false)]
    [InlineData("sip.example.com:443", "sip.example.com", 443, false)]
    [InlineData("stun:stun.example.com:3478", "stun.example.com", 3478, true)]
    [InlineData("STUN:[2001:db8::3]:3478", "2001:db8::3", 3478, true)]
    public void What_is_told_is_read(string text, string host, int? port, bool stun)
    {
        Assert.True(SipAdvertise.TryParse(text, out var advertise));
        Assert.Equal(new SipAdvertise(host, port, stun), advertise);
    }

    [Theory]
    [InlineData("")]
    [InlineData("stun:")]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("1.2.3")]
    [InlineData("300.1.1.1")]
    [InlineData("a b")]
    [InlineData("sip:example.com")]
    [InlineData("example.com:0")]
    [InlineData("example.com:70000")]
    [InlineData("example.com:")]
    [InlineData("[2001:db8::7]x")]
    public void What_nobody_could_send_to_is_refused(string text) => Assert.False(SipAdvertise.TryParse(text, out _));
}
