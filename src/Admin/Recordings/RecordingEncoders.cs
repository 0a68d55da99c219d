using Voxie.Pipeline.Recording;

namespace Voxie.Admin.Recordings;

/// <summary>The encoder of each format.</summary>
internal static class RecordingEncoders
{
    public static IRecordingEncoder Create(RecordingOrder order, Stream stream) => order.Format switch
    {
        RecordingFormat.Wav => new WavEncoder(stream, order.RateHz),
        _ => new OpusEncoder(stream, order.RateHz),
    };
}
