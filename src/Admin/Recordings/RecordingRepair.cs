using Voxie.Pipeline.Audio;
using Voxie.Pipeline.Recording;
using Voxie.SipGateway.Media;

namespace Voxie.Admin.Recordings;

/// <summary>Makes a file whole that a killed process has left: the length in its header, and nothing half written at its end.</summary>
internal static class RecordingRepair
{
    /// <returns>Rate and length in time; null: there is nothing in it that could be played.</returns>
    public static (int RateHz, TimeSpan Length)? Repair(Stream stream, RecordingFormat format)
    {
        (stream as SealedStream)?.TrimTorn();
        return format == RecordingFormat.Wav ? RepairWav(stream) : RepairOpus(stream);
    }

    private static (int RateHz, TimeSpan Length)? RepairOpus(Stream stream)
    {
        var file = new byte[stream.Length];
        stream.Position = 0;
        stream.ReadExactly(file);
        if (OggOpusFile.Inspect(file) is not { } found)
        {
            return null;
        }
        stream.SetLength(found.Bytes);
        stream.Flush();
        return (found.RateHz, found.Length);
    }

    private static (int RateHz, TimeSpan Length)? RepairWav(Stream stream)
    {
        Span<byte> header = stackalloc byte[WavHeader.Bytes];
        stream.Position = 0;
        if (stream.Length <= WavHeader.Bytes || stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length
            || !WavHeader.TryRead(header, out var rateHz, out var channels))
        {
            return null;
        }
        var frameBytes = channels * sizeof(short);
        var frames = (stream.Length - WavHeader.Bytes) / frameBytes;
        stream.SetLength(WavHeader.Bytes + frames * frameBytes);
        WavEncoder.SetLength(stream, rateHz);
        stream.Flush();
        return (rateHz, TimeSpan.FromSeconds((double)frames / rateHz));
    }
}
