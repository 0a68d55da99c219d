using Voxie.SipGateway.Media;

namespace Voxie.Admin.Recordings;

/// <summary>Opus in Ogg.</summary>
internal sealed class OpusEncoder(Stream stream, int rateHz) : IRecordingEncoder
{
    private readonly OggOpusFile _file = new(stream, rateHz);

    public void Write(ReadOnlySpan<short> samples) => _file.Write(samples);

    public void Finish() => _file.Finish();

    public void Dispose() => _file.Dispose();
}
