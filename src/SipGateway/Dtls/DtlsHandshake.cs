using System.Security.Cryptography;
using Voxie.SipGateway.Srtp;

namespace Voxie.SipGateway.Dtls;

/// <summary>
/// One run of OpenSSL over memory: datagrams in, datagrams out, at last keys or a fault. It knows no addresses and waits for nothing.
/// One thread at a time. The hard arithmetic happens inside its methods: never on a media thread.
/// </summary>
internal sealed unsafe class DtlsHandshake : IDisposable
{
    public const int CookieBytes = 16;

    private readonly DtlsTerms _terms;
    private readonly SslHandle _ssl;
    private readonly nint _in;
    private readonly nint _out;
    private readonly byte[] _cookie = RandomNumberGenerator.GetBytes(CookieBytes);
    private bool _rejected;

    public DtlsHandshake(DtlsIdentity identity, DtlsTerms terms)
    {
        _terms = terms;
        _ssl = OpenSsl.SSL_new(identity.Context);
        if (_ssl.IsInvalid) throw new CryptographicException("OpenSSL has no room for another association.");
        (_in, _out) = (NewBuffer(), NewBuffer());
        OpenSsl.SSL_set_bio(_ssl, _in, _out);
        OpenSsl.SSL_ctrl(_ssl, OpenSsl.ControlSetMtu, RecordPacker.MaxDatagram, null);
        OpenSsl.DTLS_set_timer_cb(_ssl, &DtlsCallbacks.NextWait);
        if (terms.Role == DtlsRole.Client)
        {
            OpenSsl.SSL_set_connect_state(_ssl);
        }
        else
        {
            OpenSsl.SSL_set_accept_state(_ssl);
            if (terms.AsksForCookie) OpenSsl.SSL_set_options(_ssl, OpenSsl.OptionCookieExchange);
        }
    }

    /// <summary>Once it is done.</summary>
    public SrtpKeys? Keys { get; private set; }

    /// <summary>Why it will never be done.</summary>
    public DtlsFault Fault { get; private set; }

    public ReadOnlySpan<byte> Cookie => _cookie;

    /// <summary>Time until <see cref="Retransmit"/> is due, by OpenSSL's own clock; null: nothing waits for an answer.</summary>
    public TimeSpan? Wait
    {
        get
        {
            OpenSsl.TimeValue left;
            return Keys is null && Fault == DtlsFault.None && OpenSsl.SSL_ctrl(_ssl, OpenSsl.ControlGetTimeout, 0, &left) == 1
                ? TimeSpan.FromSeconds(left.Seconds) + TimeSpan.FromMicroseconds(left.Microseconds)
                : null;
        }
    }

    /// <summary>The client says hello; the server does nothing.</summary>
    public void Begin()
    {
        if (_terms.Role == DtlsRole.Client) Run();
    }

    /// <summary>A datagram of the peer has come. Whatever is in it, this does not throw.</summary>
    public void Take(ReadOnlySpan<byte> datagram)
    {
        if (Fault != DtlsFault.None || datagram.Length < RecordPacker.HeaderBytes) return;
        // What the last datagram left behind was no record: it must not run into this one.
        OpenSsl.BIO_ctrl(_in, OpenSsl.ControlReset, 0, 0);
        int written;
        fixed (byte* bytes = datagram) written = OpenSsl.BIO_write(_in, bytes, datagram.Length);
        if (written == datagram.Length) Run();
    }

    /// <summary>The last flight again, if it is due.</summary>
    public void Retransmit()
    {
        if (Fault != DtlsFault.None) return;
        Enter();
        var result = OpenSsl.SSL_ctrl(_ssl, OpenSsl.ControlHandleTimeout, 0, null);
        Leave();
        if (result < 0) Fault = DtlsFault.Timeout;
    }

    /// <summary>Takes the datagrams that are to go out.</summary>
    public byte[][] TakeOutput()
    {
        var pending = (int)OpenSsl.BIO_ctrl(_out, OpenSsl.ControlPending, 0, 0);
        if (pending <= 0) return [];
        var run = new byte[pending];
        int read;
        fixed (byte* bytes = run) read = OpenSsl.BIO_read(_out, bytes, pending);
        var datagrams = new List<byte[]>();
        for (int at = 0, length; at < read && (length = RecordPacker.Next(run.AsSpan(at, read - at))) > 0; at += length) datagrams.Add(run[at..(at + length)]);
        return [.. datagrams];
    }

    public void Dispose() => _ssl.Dispose();

    /// <summary>RFC 8122 5.1: of several, those of the strongest hash count, and one of them has to fit.</summary>
    internal bool Accepts(byte[] certificate)
    {
        var strongest = _terms.Fingerprints.Max(static print => print.Strength);
        var fits = _terms.Fingerprints.Any(print => print.Strength == strongest && print.Fits(certificate));
        _rejected |= !fits;
        return fits;
    }

    internal uint NextWait(uint microseconds) => microseconds == 0
        ? (uint)_terms.FirstRetransmission.TotalMicroseconds
        : (uint)Math.Min(2.0 * microseconds, Math.Max(_terms.LastRetransmission.TotalMicroseconds, _terms.FirstRetransmission.TotalMicroseconds));

    private static nint NewBuffer()
    {
        var buffer = OpenSsl.BIO_new(OpenSsl.BIO_s_mem());
        // Empty means: come again, not: the end.
        OpenSsl.BIO_ctrl(buffer, OpenSsl.ControlEmptyReturn, -1, 0);
        return buffer;
    }

    private void Run()
    {
        Enter();
        if (Keys is null) Shake();
        // What comes after: a peer that missed our last flight sends its own again, and reading answers it. Data of its is nobody's.
        else Read();
        Leave();
    }

    private void Shake()
    {
        var result = OpenSsl.SSL_do_handshake(_ssl);
        if (result == 1)
        {
            Keys = Export();
            if (Keys is null) Fault = DtlsFault.NoProfile;
            return;
        }

        var error = OpenSsl.SSL_get_error(_ssl, result);
        if (error != OpenSsl.ErrorWantRead) Fault = _rejected ? DtlsFault.WrongCertificate : DtlsFault.Refused;
    }

    private void Read()
    {
        var waste = stackalloc byte[256];
        for (var rounds = 0; rounds < 64 && OpenSsl.SSL_read(_ssl, waste, 256) > 0; rounds++)
        {
        }
    }

    private SrtpKeys? Export()
    {
        var profile = OpenSsl.SSL_get_selected_srtp_profile(_ssl);
        if (profile == null || ExportedKeys.SuiteOf((int)profile->Id) is not { } suite) return null;
        Span<byte> material = stackalloc byte[2 * suite.MasterBytes];
        int result;
        fixed (byte* bytes = material)
            result = OpenSsl.SSL_export_keying_material(_ssl, bytes, (nuint)material.Length, ExportedKeys.Label, (nuint)ExportedKeys.Label.Length, null, 0, 0);
        var keys = result == 1 ? ExportedKeys.Cut(suite, material, _terms.Role) : null;
        CryptographicOperations.ZeroMemory(material);
        return keys;
    }

    private void Enter()
    {
        OpenSsl.ERR_clear_error();
        DtlsCallbacks.Current = this;
    }

    private static void Leave() => DtlsCallbacks.Current = null;
}
