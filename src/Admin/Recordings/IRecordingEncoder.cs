namespace Voxie.Admin.Recordings;

/// <summary>Makes a file of samples, as they come. It can be read up to the last <see cref="Write"/> whatever happens then.</summary>
internal interface IRecordingEncoder : IDisposable
{
    /// <param name="samples">Left and right, interleaved.</param>
    void Write(ReadOnlySpan<short> samples);

    /// <summary>The last samples have come.</summary>
    void Finish();
}
