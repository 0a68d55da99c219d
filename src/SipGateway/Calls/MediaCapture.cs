using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Voxie.SipGateway.Media;
using Voxie.SipGateway.Telemetry;

namespace Voxie.SipGateway.Calls;

/// <summary>
/// The RTP and RTCP of one call as a capture file, made beside the clock thread: once a second it is taken out of a ring. Encrypted media
/// stays as it was on the wire. What goes beyond its size is left out. Any thread.
/// </summary>
internal sealed class MediaCapture : IDisposable
{
    private const int MaxDatagram = 2048;
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly IPEndPoint _local;
    private readonly long _maxBytes;
    private readonly DateTimeOffset _wall;
    private readonly long _start;
    private readonly byte[] _datagram = new byte[MaxDatagram];
    private readonly ArrayBufferWriter<byte> _piece = new(64 * 1024);
    private readonly List<byte[]> _file = [];
    private readonly ITimer _timer;
    private long _bytes;
    private bool _isFull;

    /// <param name="local">Address and port of RTP; RTCP is one above.</param>
    /// <param name="maxBytes">Largest size of the file.</param>
    public MediaCapture(IPEndPoint local, long maxBytes, TimeProvider time)
    {
        (_local, _maxBytes) = (local, maxBytes);
        (_wall, _start) = (time.GetUtcNow(), time.GetTimestamp());
        PcapFormat.FileHeader(_piece, nanoseconds: true);
        _timer = time.CreateTimer(static self => ((MediaCapture)self!).Drain(), this, Beat, Beat);
    }

    /// <summary>Where the clock thread puts what it sees.</summary>
    public CaptureRing Ring { get; } = new();

    /// <summary>The file as far as it has come.</summary>
    public Stream Open()
    {
        Drain();
        lock (_lock)
        {
            var whole = new byte[_bytes];
            var at = 0;
            foreach (var piece in _file)
            {
                piece.CopyTo(whole, at);
                at += piece.Length;
            }
            return new MemoryStream(whole, writable: false);
        }
    }

    /// <summary>No more comes. What there is can still be opened.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        Drain();
    }

    private void Drain()
    {
        lock (_lock)
        {
            while (Ring.TryRead(out var seen, _datagram, out var length))
            {
                if (!_isFull)
                {
                    Write(seen, _datagram.AsSpan(0, length));
                }
            }
            if (_piece.WrittenCount > 0)
            {
                _file.Add(_piece.WrittenSpan.ToArray());
                _bytes += _piece.WrittenCount;
                _piece.Clear();
            }
        }
    }

    private void Write(in CapturedDatagram seen, ReadOnlySpan<byte> content)
    {
        // Record, IPv6 and UDP headers.
        const int most = 16 + 40 + 8;
        if (_bytes + _piece.WrittenCount + content.Length + most > _maxBytes)
        {
            _isFull = true;
            return;
        }
        var remote = seen.Remote.ToEndPoint();
        var address = remote.AddressFamily == _local.AddressFamily ? _local.Address
            : _local.Address.IsIPv4MappedToIPv6 ? _local.Address.MapToIPv4()
            : remote.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any;
        var local = new IPEndPoint(address, _local.Port + (seen.IsControl ? 1 : 0));
        var nanoseconds = (_wall.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * 100 + (seen.At - _start);
        var (from, to) = seen.IsSent ? (local, remote) : (remote, local);
        PcapFormat.Datagram(_piece, (uint)(nanoseconds / 1_000_000_000), (uint)(nanoseconds % 1_000_000_000), from, to, content);
    }
}
