using Voxie.SipGateway.Dtls;
using Voxie.SipGateway.Media;

namespace Voxie.SipGateway.Rtp;

/// <summary>
/// The DTLS of a line beside its media (RFC 5764 5.1): one association for media and, where reports have a port of their own, another for those
/// (3). The clock thread carries their datagrams; what is computed is computed elsewhere. Without keys for media there is no line; without
/// keys for reports there are only no reports.
/// </summary>
/// <param name="failed">Told when media gets no keys. On the thread pool.</param>
/// <param name="broken">Told of a bug of ours. On the thread pool.</param>
internal sealed class LineHandshake(Action<DtlsFault> failed, Action<Exception> broken)
{
    private RtpParameters? _parameters;

    // Clock thread only: whose records came last, and in which handshake.
    private DtlsAssociation? _heard;
    private MediaAddress _path;
    private DtlsAssociation? _heardForControl;
    private MediaAddress _controlPath;

    /// <summary>What offer and answer settled. One thread at a time.</summary>
    public void Use(RtpParameters? parameters)
    {
        var before = _parameters;
        _parameters = parameters;
        if (before?.Dtls != parameters?.Dtls) before?.Dtls?.Dispose();
        if (before?.ControlDtls != parameters?.ControlDtls) before?.ControlDtls?.Dispose();
        parameters?.Dtls?.Start(failed, broken);
        parameters?.ControlDtls?.Start(static _ => { }, broken);
        if (parameters is not { Expected: true }) return;
        parameters.Dtls?.Expect();
        parameters.ControlDtls?.Expect();
    }

    /// <summary>Hands over keys that have been agreed since the last look. Clock thread.</summary>
    public static void Settle(RtpParameters parameters, LineProtection protection)
    {
        if (parameters.Dtls?.TakeSession() is { } session) protection.Use(session);
        if (parameters.ControlDtls?.TakeSession() is { } control) protection.UseForControl(control);
    }

    /// <summary>A record has come that is the peer's. It is answered where it came from. Clock thread.</summary>
    /// <param name="media">Where media comes from: another address than the source when the record is for reports.</param>
    public void Take(DtlsAssociation dtls, ReadOnlySpan<byte> record, in MediaAddress source, in MediaAddress media)
    {
        if (source == media) (_heard, _path) = (dtls, source);
        else (_heardForControl, _controlPath) = (dtls, source);
        dtls.Take(record);
    }

    /// <summary>Sends what the handshakes have to say. Clock thread.</summary>
    /// <param name="target">Where media goes, and what is said before anybody was heard.</param>
    public void Send(RtpParameters parameters, RtpPortPair ports, in MediaAddress target)
    {
        if (parameters.Dtls is { } media) Send(media, ports.Media, media == _heard ? _path : target);
        if (parameters.ControlDtls is { } control)
            Send(control, ports.Control, control == _heardForControl ? _controlPath : target.Port == ushort.MaxValue ? default : target.WithPort(target.Port + 1));
    }

    private static void Send(DtlsAssociation dtls, MediaSocket socket, in MediaAddress target)
    {
        while (target.IsSendable && dtls.TryNext(out var datagram)) socket.Send(datagram, target);
    }
}
