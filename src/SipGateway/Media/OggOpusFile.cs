using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Voxie.SipGateway.Media;

/// <summary>
/// Two channels of Opus in Ogg (RFC 7845), written as they come: a page for each <see cref="Write"/>, whole in itself, so that a file
/// that was cut off can be played up to its last page. Not thread-safe.
/// </summary>
public sealed unsafe class OggOpusFile : IDisposable
{
    private const int Channels = 2;
    private const int PacketsPerSecond = 50;

    /// <summary>Of both channels together: two voices, kept apart.</summary>
    private const int Bitrate = 48_000;
    private const int Complexity = 5;
    private const int MaxPacket = 1275;

    /// <summary>RFC 7845 4: positions count samples of 48 kHz, whatever went in.</summary>
    private const int PositionHz = 48_000;

    private readonly Stream _stream;
    private readonly nint _encoder;
    private readonly OggPages _pages;
    private readonly int _frame;
    private readonly int _step;
    private readonly short[] _waiting;
    private readonly byte[] _packet = new byte[MaxPacket];
    private readonly int _preSkip;
    private int _waitingSamples;
    private long _position;
    private long _given;

    /// <exception cref="InvalidOperationException">libopus is not there.</exception>
    public OggOpusFile(Stream stream, int rateHz)
    {
        if (!Opus.IsAvailable) throw new InvalidOperationException("libopus0 is not installed.");
        _stream = stream;
        _frame = rateHz / PacketsPerSecond * Channels;
        _step = PositionHz / PacketsPerSecond;
        _waiting = new short[_frame];
        _encoder = Opus.EncoderCreate(rateHz, Channels, Opus.ApplicationAudio, out var error);
        if (error != 0) throw new InvalidOperationException($"libopus made no encoder: {error}.");
        Set(Opus.SetBitrate, Bitrate);
        Set(Opus.SetComplexity, Complexity);
        _preSkip = LookAhead() * (PositionHz / rateHz);
        _pages = new OggPages(BinaryPrimitives.ReadUInt32LittleEndian(RandomNumberGenerator.GetBytes(4)));
        WriteHeaders(rateHz);
    }

    /// <param name="samples">Left and right, interleaved.</param>
    public void Write(ReadOnlySpan<short> samples)
    {
        _given += samples.Length / Channels;
        while (!samples.IsEmpty)
        {
            var taken = Math.Min(samples.Length, _frame - _waitingSamples);
            samples[..taken].CopyTo(_waiting.AsSpan(_waitingSamples));
            samples = samples[taken..];
            if ((_waitingSamples += taken) == _frame) Encode();
        }
        if (_pages.HasPackets) _pages.WriteTo(_stream, _position, isFirst: false, isLast: false);
    }

    /// <summary>The last samples have come. The last page says where exactly they end (RFC 7845 4.4).</summary>
    public void Finish()
    {
        var end = _preSkip + _given * _step / (_frame / Channels);
        while (_position < end)
        {
            _waiting.AsSpan(_waitingSamples).Clear();
            Encode();
        }
        _pages.WriteTo(_stream, end, isFirst: false, isLast: true);
    }

    /// <summary>What a file holds up to its last whole page; what is behind that was torn off.</summary>
    /// <returns>Null: there is no sound in it.</returns>
    public static (int RateHz, TimeSpan Length, long Bytes)? Inspect(ReadOnlySpan<byte> file)
    {
        const int headAt = 28; // behind the header of a page with one packet
        var end = 0L;
        var at = 0;
        while (OggPages.Measure(file[at..], out var position, out _) is > 0 and var length) (at, end) = (at + length, position);
        if (end == 0 || file.Length < headAt + 19 || !file[headAt..].StartsWith("OpusHead"u8)) return null;
        var preSkip = BinaryPrimitives.ReadUInt16LittleEndian(file[(headAt + 10)..]);
        var rateHz = BinaryPrimitives.ReadInt32LittleEndian(file[(headAt + 12)..]);
        return (rateHz, TimeSpan.FromSeconds((double)Math.Max(0, end - preSkip) / PositionHz), at);
    }

    public void Dispose() => Opus.EncoderDestroy(_encoder);

    private void Encode()
    {
        int length;
        fixed (short* pcm = _waiting)
        fixed (byte* packet = _packet) length = Opus.Encode(_encoder, pcm, _frame / Channels, packet, _packet.Length);
        if (length < 0) throw new InvalidOperationException($"libopus refused a frame: {length}.");
        _waitingSamples = 0;
        // A page takes 255 lacing values: a long write fills more than one.
        if (!_pages.TryAdd(_packet.AsSpan(0, length)))
        {
            _pages.WriteTo(_stream, _position, isFirst: false, isLast: false);
            _pages.TryAdd(_packet.AsSpan(0, length));
        }
        _position += _step;
    }

    private void WriteHeaders(int rateHz)
    {
        Span<byte> head = stackalloc byte[19];
        "OpusHead"u8.CopyTo(head);
        head[8] = 1;
        head[9] = Channels;
        BinaryPrimitives.WriteUInt16LittleEndian(head[10..], (ushort)_preSkip);
        BinaryPrimitives.WriteInt32LittleEndian(head[12..], rateHz);
        head[16..].Clear(); // no gain, mapping family 0
        _pages.TryAdd(head);
        _pages.WriteTo(_stream, 0, isFirst: true, isLast: false);
        Span<byte> tags = stackalloc byte[8 + 4 + 5 + 4];
        "OpusTags"u8.CopyTo(tags);
        BinaryPrimitives.WriteInt32LittleEndian(tags[8..], 5);
        "voxie"u8.CopyTo(tags[12..]);
        tags[17..].Clear();
        _pages.TryAdd(tags);
        _pages.WriteTo(_stream, 0, isFirst: false, isLast: false);
    }

    private void Set(int request, int value)
    {
        if (Opus.EncoderControl(_encoder, request, value) != 0) throw new InvalidOperationException($"libopus did not take setting {request}.");
    }

    private int LookAhead()
    {
        int samples;
        if (Opus.EncoderQuery(_encoder, Opus.GetLookAhead, &samples) != 0) throw new InvalidOperationException("libopus did not tell its delay.");
        return samples;
    }
}
