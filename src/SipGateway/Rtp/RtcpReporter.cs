using System.Text;

namespace Voxie.SipGateway.Rtp;

/// <summary>
/// When and what a session reports by RTCP: every 5 s or so, spread by half to both sides (RFC 3550 6.2, 6.3.1), and at the end. Clock thread
/// only; allocates nothing.
/// </summary>
internal sealed class RtcpReporter
{
    public const int MaxPacket = 128;

    private const long IntervalNs = 5_000_000_000;

    /// <summary>Seconds between 1900 (NTP) and 1970 (Unix).</summary>
    private const long NtpEpoch = 2_208_988_800;

    private readonly TimeProvider _time;
    private readonly uint _ssrc;
    private readonly byte[] _cname;
    private uint _spread;
    private long _next;
    private long _sentBefore;
    private uint _senderNtp;
    private long _senderNtpAt;

    public RtcpReporter(TimeProvider time, uint ssrc, string cname)
    {
        (_time, _ssrc, _spread) = (time, ssrc, ssrc);
        _cname = Encoding.ASCII.GetBytes(cname);
    }

    /// <summary>Round trip by the peer's last report on us (RFC 3550 6.4.1); null: none came.</summary>
    public double? RoundTripMs { get; private set; }

    /// <summary>Packets of ours that the peer has missed; null: no report came.</summary>
    public int? RemoteLost { get; private set; }

    public bool IsDue(long now)
    {
        if (_next == 0) _next = now + Interval() / 2;
        if (now < _next) return false;
        _next = now + Interval();
        return true;
    }

    /// <param name="packets">Packets that we have sent.</param>
    /// <param name="bytes">Payload bytes in them.</param>
    /// <param name="rtpTime">RTP timestamp of now.</param>
    /// <returns>Bytes written.</returns>
    public int Write(Span<byte> target, long packets, long bytes, uint rtpTime, uint? heardSsrc, SequenceTracker heard, bool bye, long now)
    {
        var utc = _time.GetUtcNow();
        SenderInfo? sent = packets > _sentBefore ? new SenderInfo(Ntp(utc), rtpTime, (uint)packets, (uint)bytes) : null;
        _sentBefore = packets;
        ReportBlock? block = heardSsrc is { } ssrc
            ? new ReportBlock(ssrc, heard.TakeFractionLost(), (int)heard.Lost, (uint)heard.Highest, (uint)heard.Jitter, _senderNtp,
                _senderNtp == 0 ? 0 : (uint)((now - _senderNtpAt) * 65536 / 1_000_000_000))
            : null;
        return RtcpPacket.Write(target, _ssrc, sent, block, _cname, bye);
    }

    /// <summary>A report of the peer has come.</summary>
    /// <returns>The source that says goodbye with it; null: none.</returns>
    public uint? Take(ReadOnlySpan<byte> datagram, long now)
    {
        if (!RtcpPacket.TryParse(datagram, _ssrc, out var report)) return null;
        Learn(report, now);
        return report.Leaves ? report.Ssrc : null;
    }

    private void Learn(in PeerReport report, long now)
    {
        if (report.SenderNtp is { } ntp) (_senderNtp, _senderNtpAt) = (ntp, now);
        if (report.AboutUs is not { } about) return;
        RemoteLost = about.Lost;
        if (about.LastSenderReport == 0) return;
        // 6.4.1: A - LSR - DLSR in units of 1/65536 s. A peer with a broken clock must not give us a negative or absurd answer.
        var roundTrip = (int)((uint)(Ntp(_time.GetUtcNow()) >> 16) - about.LastSenderReport - about.DelaySinceLast);
        if (roundTrip is >= 0 and < 60 * 65536) RoundTripMs = roundTrip / 65.536;
    }

    private static ulong Ntp(DateTimeOffset utc)
    {
        var ticks = utc.Ticks - DateTimeOffset.UnixEpoch.Ticks;
        var seconds = (ulong)(ticks / TimeSpan.TicksPerSecond + NtpEpoch);
        var fraction = (ulong)(ticks % TimeSpan.TicksPerSecond) * (1UL << 32) / TimeSpan.TicksPerSecond;
        return seconds << 32 | fraction;
    }

    /// <summary>0.5 to 1.5 intervals, by a small generator seeded with the SSRC: sessions that began together must not report together.</summary>
    private long Interval()
    {
        _spread = _spread * 1664525 + 1013904223;
        return IntervalNs / 2 + IntervalNs * (_spread >> 16) / 65536;
    }
}
