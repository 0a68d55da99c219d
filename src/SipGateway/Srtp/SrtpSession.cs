namespace Voxie.SipGateway.Srtp;

/// <summary>
/// Both directions of one media line under one pair of keys. Made on any thread, used by the clock thread alone from then on;
/// disposed when that has let go of it.
/// </summary>
internal sealed class SrtpSession : IDisposable
{
    /// <summary>What a packet grows by at most.</summary>
    public const int MaxOverhead = 20;

    private readonly SrtpSender _sender;
    private readonly SrtcpSender _controlSender;
    private readonly SrtpReceiver _receiver;
    private readonly SrtcpReceiver _controlReceiver;
    private SrtpSession? _before;

    public SrtpSession(SrtpKeys keys)
    {
        Keys = keys;
        var suite = keys.Suite;
        _sender = new SrtpSender(suite, CipherOf(suite, keys.Local, control: false));
        _controlSender = new SrtcpSender(suite, CipherOf(suite, keys.Local, control: true));
        _receiver = new SrtpReceiver(suite, CipherOf(suite, keys.Remote, control: false));
        _controlReceiver = new SrtcpReceiver(suite, CipherOf(suite, keys.Remote, control: true));
    }

    public SrtpKeys Keys { get; }

    /// <summary>
    /// Follows another pair of keys on the same line. What we send under a key of ours that stays goes on counting, or two packets would
    /// share a key stream; under a new one it begins anew, for its reader may be somebody else who knows no earlier roll-over. Packets
    /// under the peer's old key are taken until the first under its new one has come: they may be on their way still.
    /// </summary>
    public void Follow(SrtpSession before)
    {
        before._before?.Dispose();
        before._before = null;
        _before = before;
        if (Keys.Local.SequenceEqual(before.Keys.Local))
        {
            _sender.Inherit(before._sender);
            _controlSender.Inherit(before._controlSender);
        }

        _receiver.Inherit(before._receiver);
    }

    /// <returns>New length of the media packet at the head of the buffer; 0: it must not be sent.</returns>
    public int Protect(Span<byte> buffer, int length) => _sender.Protect(buffer, length);

    /// <returns>New length of the report at the head of the buffer; 0: it must not be sent.</returns>
    public int ProtectControl(Span<byte> buffer, int length) => _controlSender.Protect(buffer, length);

    /// <summary>Opens a media packet in place.</summary>
    public SrtpVerdict Unprotect(Span<byte> packet, out int length)
    {
        var verdict = _receiver.Unprotect(packet, out length);
        if (verdict == SrtpVerdict.Good) Forget();
        else if (_before is { } before && verdict != SrtpVerdict.Malformed && before._receiver.Unprotect(packet, out length) == SrtpVerdict.Good) return SrtpVerdict.Good;
        return verdict;
    }

    /// <summary>Opens a report in place.</summary>
    public SrtpVerdict UnprotectControl(Span<byte> packet, out int length)
    {
        var verdict = _controlReceiver.Unprotect(packet, out length);
        return verdict == SrtpVerdict.Forged && _before is { } before ? before._controlReceiver.Unprotect(packet, out length) : verdict;
    }

    public void Dispose()
    {
        Forget();
        _sender.Dispose();
        _controlSender.Dispose();
        _receiver.Dispose();
        _controlReceiver.Dispose();
    }

    private static IPacketCipher CipherOf(SrtpSuite suite, ReadOnlySpan<byte> master, bool control) =>
        suite.IsAead ? GcmCipher.Of(suite, master, control) : CounterModeCipher.Of(suite, master, control);

    private void Forget()
    {
        _before?.Dispose();
        _before = null;
    }
}
