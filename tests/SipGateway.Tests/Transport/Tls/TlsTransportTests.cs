using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Voxie.SipGateway.Tests.Transport.Streams;
using Voxie.SipGateway.Transport;
using Voxie.SipGateway.Transport.Streams;

namespace Voxie.SipGateway.Tests.Transport.Tls;

/// <summary>TLS on real sockets of loopback, against streams of the framework; time is virtual.</summary>
public sealed class TlsTransportTests : IDisposable
{
    private const string Options = "OPTIONS sip:a@b SIP/2.0\r\nContent-Length: 0\r\n\r\n";
    private const string Ok = "SIP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n";
    private static readonly DateTimeOffset Past = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    private SipTlsOptions Ours(ClientCertificates wanted = ClientCertificates.None) => new()
    {
        CertificateFile = _certificates.Write("ours.pem", _certificates.Make("ours.example", ["DNS:ours.example"])),
        ClientCertificates = wanted,
        TrustAnchorsFile = _certificates.AuthorityFile,
    };

    private static async Task<TcpPeer> ConnectAsync(
        IPEndPoint to, X509Certificate2? certificate = null, SslProtocols versions = SslProtocols.None, Action<X509Certificate?>? saw = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(to);
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
        await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "ours.example",
            EnabledSslProtocols = versions,
            ClientCertificates = certificate is null ? null : [certificate],
            RemoteCertificateValidationCallback = (_, shown, _, _) =>
            {
                saw?.Invoke(shown);
                return shown is not null; // whether it is good is not what is tested here
            },
        });
        return new TcpPeer(stream);
    }

    /// <summary>A server that takes one connection, with this certificate.</summary>
    private static async Task<TcpPeer> AcceptAsync(Socket listener, X509Certificate2 certificate)
    {
        var stream = new SslStream(new NetworkStream(await listener.AcceptAsync(), ownsSocket: true));
        await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
        {
            ServerCertificate = certificate,
            ClientCertificateRequired = true,
            RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null, // we show ours to whoever asks
        });
        return new TcpPeer(stream);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task A_message_comes_and_goes_over_TLS(SslProtocols version)
    {
        await using var rig = new StreamRig(tls: Ours());
        await using var peer = await ConnectAsync(rig.Transport.Local, versions: version);
        await peer.SendAsync(Options);
        var (text, flow, _) = await rig.ReceivedAsync();

        Assert.Equal(Options, text);
        Assert.Equal("TLS", flow.Transport.ViaName);
        Assert.True(rig.Send(Ok, flow, out _));
        Assert.Equal(Ok, await peer.ReadHeadAsync());
    }

    [Fact]
    public async Task Whoever_must_show_a_certificate_and_has_none_is_not_heard()
    {
        await using var rig = new StreamRig(tls: Ours(ClientCertificates.Required));
        var heard = false;
        try
        {
            await using var peer = await ConnectAsync(rig.Transport.Local);
            await peer.SendAsync(Options);
            heard = !await peer.IsClosedAsync();
        }
        catch (Exception refused) when (refused is IOException or AuthenticationException)
        {
            // TLS 1.2 refuses in the handshake, 1.3 right after it.
        }

        Assert.False(heard);
        Assert.Equal(0, await rig.CountAsync(0));
    }

    [Fact]
    public async Task The_names_of_a_client_certificate_come_with_its_flow()
    {
        await using var rig = new StreamRig(tls: Ours(ClientCertificates.Required));
        using var certificate = _certificates.Make("carrier", ["URI:sip:carrier.example", "DNS:sbc.carrier.example"]);
        await using var peer = await ConnectAsync(rig.Transport.Local, certificate);
        await peer.SendAsync(Options);

        Assert.Equal(["carrier.example"], (await rig.ReceivedAsync()).Flow.Connection!.PeerNames);
    }

    [Fact]
    public async Task An_optional_client_certificate_may_be_left_out_but_must_be_good_if_it_is_shown()
    {
        await using var rig = new StreamRig(tls: Ours(ClientCertificates.Optional));
        await using var without = await ConnectAsync(rig.Transport.Local);
        await without.SendAsync(Options);
        Assert.Empty((await rig.ReceivedAsync()).Flow.Connection!.PeerNames);

        using var foreign = _certificates.Make("carrier", ["DNS:carrier.example"], selfSigned: true);
        var closed = true;
        try
        {
            await using var peer = await ConnectAsync(rig.Transport.Local, foreign);
            await peer.SendAsync(Options);
            closed = await peer.IsClosedAsync();
        }
        catch (Exception refused) when (refused is IOException or AuthenticationException)
        {
            // as above
        }

        Assert.True(closed);
    }

    [Fact]
    public async Task A_server_that_proves_its_domain_gets_the_request_and_our_certificate()
    {
        await using var rig = new StreamRig(tls: Ours());
        using var listener = StreamRig.Listen();
        using var certificate = _certificates.Make("x", ["URI:sip:carrier.example"]);
        Assert.True(rig.Send(Options, new SipFlow(rig.Transport, (IPEndPoint)listener.LocalEndPoint!, "carrier.example"), out _));
        await using var peer = await AcceptAsync(listener, certificate);

        Assert.Equal(Options, await peer.ReadHeadAsync());
        Assert.Contains("ours.example", ((SslStream)peer.Stream).RemoteCertificate!.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_a_domain_proves_its_address()
    {
        await using var rig = new StreamRig(tls: Ours());
        using var listener = StreamRig.Listen();
        using var certificate = _certificates.Make("x", ["IP:127.0.0.1"]);
        rig.Send(Options, new SipFlow(rig.Transport, (IPEndPoint)listener.LocalEndPoint!), out _);
        await using var peer = await AcceptAsync(listener, certificate);

        Assert.Equal(Options, await peer.ReadHeadAsync());
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("wrong name")]
    [InlineData("wildcard")]
    [InlineData("self-signed")]
    public async Task A_server_that_does_not_prove_its_domain_gets_nothing_and_the_request_fails_at_once(string fault)
    {
        await using var rig = new StreamRig(tls: Ours());
        using var listener = StreamRig.Listen();
        using var certificate = fault switch
        {
            "expired" => _certificates.Make("sip.carrier.example", null, until: Past),
            "wrong name" => _certificates.Make("sip.carrier.example", ["DNS:other.example"]),
            "wildcard" => _certificates.Make("sip.carrier.example", ["DNS:*.carrier.example"]),
            _ => _certificates.Make("sip.carrier.example", null, selfSigned: true),
        };
        rig.Send(Options, new SipFlow(rig.Transport, (IPEndPoint)listener.LocalEndPoint!, "sip.carrier.example"), out var receipt);
        var heard = false;
        try
        {
            await using var peer = await AcceptAsync(listener, certificate);
            heard = !await peer.IsClosedAsync();
        }
        catch (Exception refused) when (refused is IOException or AuthenticationException)
        {
            // our alert
        }

        Assert.False(heard);
        await StreamRig.LostAsync(receipt.Lost);
    }

    [Fact]
    public async Task A_connection_is_not_used_for_another_domain_at_the_same_address()
    {
        await using var rig = new StreamRig(tls: Ours());
        using var listener = StreamRig.Listen();
        using var certificate = _certificates.Make("x", ["DNS:a.example", "DNS:b.example"]);
        var at = (IPEndPoint)listener.LocalEndPoint!;
        rig.Send(Options, new SipFlow(rig.Transport, at, "a.example"), out _);
        await using var first = await AcceptAsync(listener, certificate);
        await first.ReadHeadAsync();

        rig.Send(Options, new SipFlow(rig.Transport, at, "b.example"), out _); // proved, too
        Assert.Equal(Options, await first.ReadHeadAsync());
        rig.Send(Options, new SipFlow(rig.Transport, at, "c.example"), out var receipt);
        try
        {
            await using var second = await AcceptAsync(listener, certificate);
        }
        catch (Exception refused) when (refused is IOException or AuthenticationException)
        {
            // our alert
        }

        await StreamRig.LostAsync(receipt.Lost);
    }

    [Fact]
    public async Task A_handshake_that_does_not_end_is_ended()
    {
        await using var rig = new StreamRig(tls: Ours());
        await using var silent = await rig.ConnectAsync();
        await rig.CountAsync(1);
        rig.Time.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(1, rig.Transport.Count);
        rig.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.True(await silent.IsClosedAsync());
        Assert.Equal(0, await rig.CountAsync(0));
    }

    [Fact]
    public async Task Half_open_handshakes_of_one_address_have_a_limit_and_leave_room_for_others()
    {
        await using var rig = new StreamRig(new StreamLimits { HandshakesPerSource = 2 }, Ours());
        await using var first = await rig.ConnectAsync();
        await using var second = await rig.ConnectAsync();
        await rig.CountAsync(2);
        Assert.True(await rig.RefusesAsync());
        await first.DisposeAsync();
        await rig.CountAsync(1);

        await using var peer = await ConnectAsync(rig.Transport.Local);
        await peer.SendAsync(Options);
        Assert.Equal(Options, (await rig.ReceivedAsync()).Text);
        await using var another = await ConnectAsync(rig.Transport.Local); // the one that is done counts no more
        await another.SendAsync(Options);
        Assert.Equal(Options, (await rig.ReceivedAsync()).Text);
    }

    [Fact]
    public async Task A_renewed_certificate_is_shown_without_a_restart_and_a_broken_one_is_not()
    {
        var options = Ours();
        await using var rig = new StreamRig(tls: options);
        var shown = "";
        async Task<string> ShownAsync()
        {
            await using var peer = await ConnectAsync(rig.Transport.Local, saw: certificate => shown = certificate!.Subject);
            return shown;
        }

        Assert.Equal("CN=ours.example", await ShownAsync());
        _certificates.Write("ours.pem", _certificates.Make("renewed.example", ["DNS:ours.example"]));
        File.SetLastWriteTimeUtc(options.CertificateFile, new DateTime(2031, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal("CN=ours.example", await ShownAsync()); // looked at a moment ago
        rig.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal("CN=renewed.example", await ShownAsync());

        await File.WriteAllTextAsync(options.CertificateFile, "half a certificate");
        File.SetLastWriteTimeUtc(options.CertificateFile, new DateTime(2032, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        rig.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal("CN=renewed.example", await ShownAsync());
    }

    [Fact]
    public async Task What_stands_between_our_certificate_and_its_root_is_sent_with_it()
    {
        using var between = _certificates.MakeIntermediate("Between");
        using var leaf = _certificates.Make("ours.example", ["DNS:ours.example"], issuer: between);
        await using var rig = new StreamRig(tls: new SipTlsOptions
        {
            CertificateFile = _certificates.Write("chain.pem", leaf, between),
            KeyFile = _certificates.WriteKey("key.pem", leaf),
        });
        await using var other = new StreamRig(tls: Ours());

        // One transport of ours to another, which trusts the root alone.
        Assert.True(other.Send(Options, new SipFlow(other.Transport, rig.Transport.Local, "ours.example"), out _));
        Assert.Equal(Options, (await rig.ReceivedAsync()).Text);
    }
}
