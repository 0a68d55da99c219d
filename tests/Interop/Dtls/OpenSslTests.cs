using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Voxie.Interop.Harness;
using Voxie.SipGateway.Dtls;
using Voxie.SipGateway.Sdp;
using Voxie.SipGateway.Srtp;

namespace Voxie.Interop.Dtls;

/// <summary>Handshakes with OpenSSL's own program as the peer, which prints the key material that it exports.</summary>
public sealed partial class OpenSslTests : IDisposable
{
    private const string Exporter = "EXTRACTOR-dtls_srtp";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private readonly Workspace _workspace = new();
    private readonly DtlsIdentity _identity = new(TimeProvider.System);
    private readonly byte[] _certificate;

    public OpenSslTests()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=peer", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(80));
        _certificate = certificate.RawData;
        File.WriteAllText(_workspace.File("peer.pem"), certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    public void Dispose()
    {
        _identity.Dispose();
        _workspace.Dispose();
    }

    [Theory]
    [InlineData(true, "SRTP_AES128_CM_SHA1_80", "AES_CM_128_HMAC_SHA1_80")]
    [InlineData(true, "SRTP_AES128_CM_SHA1_32", "AES_CM_128_HMAC_SHA1_32")]
    [InlineData(true, "SRTP_AEAD_AES_128_GCM", "AEAD_AES_128_GCM")]
    [InlineData(true, "SRTP_AEAD_AES_256_GCM", "AEAD_AES_256_GCM")]
    [InlineData(false, "SRTP_AES128_CM_SHA1_80", "AES_CM_128_HMAC_SHA1_80")]
    [InlineData(false, "SRTP_AES128_CM_SHA1_32", "AES_CM_128_HMAC_SHA1_32")]
    [InlineData(false, "SRTP_AEAD_AES_128_GCM", "AEAD_AES_128_GCM")]
    [InlineData(false, "SRTP_AEAD_AES_256_GCM", "AEAD_AES_256_GCM")]
    public async Task Both_export_the_same_keys(bool weBegin, string profile, string suite)
    {
        await using var run = await RunAsync(weBegin, Fingerprint.Of(_certificate), "-dtls1_2", "-use_srtp", profile, "-keymatexport", Exporter, "-keymatexportlen", "120");
        await Wait.UntilAsync(() => run.Association.Suite is not null || run.Fault is not null, Soon, "keys\n" + run.Peer.Output);
        Assert.Null(run.Fault);
        using var session = run.Association.TakeSession()!;
        Assert.Equal(suite, session.Keys.Suite.Name);

        await Wait.UntilAsync(() => Material().IsMatch(run.Peer.Output), Soon, "openssl prints the material\n" + run.Peer.Output);
        var material = Convert.FromHexString(Material().Match(run.Peer.Output).Groups[1].Value);
        var expected = ExportedKeys.Cut(session.Keys.Suite, material, weBegin ? DtlsRole.Client : DtlsRole.Server);
        Assert.Equal(expected, session.Keys);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_certificate_that_was_not_signalled_gives_no_keys(bool weBegin)
    {
        await using var run = await RunAsync(weBegin, Fingerprint.Of([1]), "-dtls1_2", "-use_srtp", "SRTP_AES128_CM_SHA1_80");
        await Wait.UntilAsync(() => run.Fault is not null, Soon, "a fault\n" + run.Peer.Output);
        Assert.Equal(DtlsFault.WrongCertificate, run.Fault);
        Assert.Null(run.Association.Suite);
        Assert.DoesNotContain("Keying material", run.Peer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_peer_without_SRTP_gives_no_keys()
    {
        await using var run = await RunAsync(weBegin: true, Fingerprint.Of(_certificate), "-dtls1_2");
        await Wait.UntilAsync(() => run.Fault is not null, Soon, "a fault\n" + run.Peer.Output);
        Assert.Equal(DtlsFault.NoProfile, run.Fault);
    }

    [Fact]
    public async Task DTLS_1_0_is_not_spoken()
    {
        await using var run = await RunAsync(weBegin: true, Fingerprint.Of(_certificate), "-dtls1", "-cipher", "ALL:@SECLEVEL=0", "-use_srtp", "SRTP_AES128_CM_SHA1_80");
        await Wait.UntilAsync(() => run.Fault is not null, Soon, "a fault\n" + run.Peer.Output);
        Assert.Equal(DtlsFault.Refused, run.Fault);
    }

    private async Task<Handshake> RunAsync(bool weBegin, Fingerprint peer, params string[] options)
    {
        var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var ours = ((IPEndPoint)socket.Client.LocalEndPoint!).Port;
        var theirs = Ports.Take();
        var pem = _workspace.File("peer.pem");
        string[] role = weBegin
            ? ["s_server", "-accept", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{theirs}"), "-Verify", "1"]
            : ["s_client", "-connect", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{ours}")];
        var association = _identity.NewAssociation(new DtlsTerms(weBegin ? DtlsRole.Client : DtlsRole.Server, [peer]));
        var process = ChildProcess.Start("openssl", [.. role, "-cert", pem, "-key", pem, .. options], keepInput: true);
        if (weBegin) await Wait.UntilAsync(() => process.Output.Contains("ACCEPT", StringComparison.Ordinal), Soon, "openssl listens\n" + process.Output);
        return new Handshake(association, process, socket, weBegin ? new IPEndPoint(IPAddress.Loopback, theirs) : null);
    }

    [GeneratedRegex("Keying material: ([0-9A-F]{240})")]
    private static partial Regex Material();

    /// <summary>An association on a socket of its own, and the program at the other end.</summary>
    private sealed class Handshake : IAsyncDisposable
    {
        private readonly UdpClient _socket;
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _receive;
        private readonly Task _send;
        private IPEndPoint? _peer;

        public Handshake(DtlsAssociation association, ChildProcess peer, UdpClient socket, IPEndPoint? address)
        {
            (Association, Peer, _socket, _peer) = (association, peer, socket, address);
            association.Start(fault => Fault = fault, bug => throw new InvalidOperationException("A bug.", bug));
            association.Expect();
            (_receive, _send) = (ReceiveAsync(), SendAsync());
        }

        public DtlsAssociation Association { get; }
        public ChildProcess Peer { get; }
        public DtlsFault? Fault { get; private set; }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await Task.WhenAll(_receive, _send);
            Association.Dispose();
            _socket.Dispose();
            _stop.Dispose();
            await Peer.DisposeAsync();
        }

        private async Task ReceiveAsync()
        {
            while (!_stop.IsCancellationRequested)
            {
                try
                {
                    var datagram = await _socket.ReceiveAsync(_stop.Token);
                    _peer = datagram.RemoteEndPoint;
                    Association.Take(datagram.Buffer);
                }
                catch (Exception ended) when (ended is OperationCanceledException or SocketException)
                {
                    // Over, or nobody listens there any more.
                }
            }
        }

        private async Task SendAsync()
        {
            while (!_stop.IsCancellationRequested)
            {
                while (_peer is { } peer && Association.TryNext(out var datagram)) _socket.Send(datagram, peer);
                await Task.Delay(5);
            }
        }
    }
}
