using System.Text;

namespace Voxie.Pipeline.Providers.Local.Flite;

/// <summary>A flite voice (Debian's libflite1): small, quick, plain; it needs no model. Flite keeps state in the voice, so one speaks at a time.</summary>
internal sealed unsafe class FliteVoice : ISynthesiser
{
    private readonly Lock _lock = new();
    private readonly nint _voice;

    /// <param name="voice">One of <see cref="Voices"/>.</param>
    /// <exception cref="FliteMissingException">It is not installed.</exception>
    public FliteVoice(string voice)
    {
        Name = $"flite/{voice}";
        _voice = FliteLibrary.Register(voice);
    }

    /// <summary>slt: a woman, the clearest; rms: a man; kal16: a machine, the quickest.</summary>
    public static IReadOnlyList<string> Voices { get; } = ["slt", "rms", "kal16"];

    public string Name { get; }

    public int RateHz => 16000;

    public short[] Synthesise(string text, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var utf8 = Encoding.UTF8.GetBytes(text + '\0');
        lock (_lock)
        {
            var wave = FliteLibrary.TextToWave(utf8, _voice);
            if (wave is null) throw new InvalidOperationException($"{Name} gave no audio.");
            try
            {
                return wave->RateHz == RateHz && wave->Channels == 1
                    ? new ReadOnlySpan<short>(wave->Samples, wave->Count).ToArray()
                    : throw new InvalidOperationException($"{Name} gave {wave->RateHz} Hz in {wave->Channels} channels.");
            }
            finally
            {
                FliteLibrary.Delete(wave);
            }
        }
    }
}
