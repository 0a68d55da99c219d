using System.Buffers;
using System.Buffers.Binary;

namespace Voxie.Pipeline.Audio;

/// <summary>
/// Writes a 16-bit PCM wav file as it comes. The sizes in the header are filled in at the end, so the stream must be seekable;
/// a file that was cut off by a crash can still be read (<see cref="WavFile.TryParse"/> trusts what is there). Not thread-safe.
/// </summary>
public sealed class WavWriter : IDisposable
{
    private readonly Stream _stream;
    private readonly int _rateHz;
    private readonly int _channels;
    private long _dataBytes;

    /// <param name="stream">Seekable, empty; disposed with the writer.</param>
    public WavWriter(Stream stream, int rateHz, int channels = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rateHz, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        (_stream, _rateHz, _channels) = (stream, rateHz, channels);
        WriteHeader(WavHeader.Unknown);
    }

    /// <param name="samples">Interleaved when there is more than one channel.</param>
    public void Write(ReadOnlySpan<short> samples)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(samples.Length * 2);
        for (var i = 0; i < samples.Length; i++) BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2 * i), samples[i]);
        _stream.Write(bytes, 0, samples.Length * 2);
        ArrayPool<byte>.Shared.Return(bytes);
        _dataBytes += samples.Length * 2;
    }

    public void Dispose()
    {
        _stream.Position = 0;
        WriteHeader((uint)Math.Min(_dataBytes, WavHeader.Unknown));
        _stream.Dispose();
    }

    private void WriteHeader(uint dataBytes)
    {
        Span<byte> header = stackalloc byte[WavHeader.Bytes];
        WavHeader.Write(header, _rateHz, _channels, dataBytes);
        _stream.Write(header);
    }
}
