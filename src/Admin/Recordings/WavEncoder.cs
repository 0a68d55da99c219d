using System.Buffers;
using System.Buffers.Binary;
using Voxie.Pipeline.Audio;
using Voxie.Pipeline.Recording;

namespace Voxie.Admin.Recordings;

/// <summary>PCM16. The length in the header is set at the end, or by <see cref="RecordingRepair"/>.</summary>
internal sealed class WavEncoder : IRecordingEncoder
{
    private readonly Stream _stream;
    private readonly int _rateHz;

    public WavEncoder(Stream stream, int rateHz)
    {
        (_stream, _rateHz) = (stream, rateHz);
        WriteHeader(stream, rateHz, WavHeader.Unknown);
    }

    public void Write(ReadOnlySpan<short> samples)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(samples.Length * 2);
        for (var i = 0; i < samples.Length; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2 * i), samples[i]);
        }
        _stream.Write(bytes, 0, samples.Length * 2);
        ArrayPool<byte>.Shared.Return(bytes);
    }

    public void Finish() => SetLength(_stream, _rateHz);

    public void Dispose()
    {
    }

    /// <summary>Writes the true length into the header.</summary>
    public static void SetLength(Stream stream, int rateHz)
    {
        stream.Position = 0;
        const int frame = RecordingBlock.Channels * sizeof(short);
        WriteHeader(stream, rateHz, (uint)Math.Min((stream.Length - WavHeader.Bytes) / frame * frame, WavHeader.Unknown));
        stream.Position = stream.Length;
    }

    private static void WriteHeader(Stream stream, int rateHz, uint dataBytes)
    {
        Span<byte> header = stackalloc byte[WavHeader.Bytes];
        WavHeader.Write(header, rateHz, RecordingBlock.Channels, dataBytes);
        stream.Write(header);
    }
}
