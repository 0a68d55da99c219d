using Voxie.Interop.Audio;
using Voxie.Interop.Harness;
using Voxie.Pipeline.Providers.Local;
using Voxie.Pipeline.SpeechToText;

namespace Voxie.Interop.Speech;

/// <summary>Reads recordings back into words, with the local speech-to-text of the product.</summary>
internal sealed class Recogniser : IDisposable
{
    private readonly SpeechPool _pool = new(TimeProvider.System, threads: 1);
    private readonly LocalSpeech _speech;

    public Recogniser() => _speech = new LocalSpeech(new LocalModels(VoxieProcess.ModelsFolder()), _pool, TimeProvider.System);

    /// <summary>The words of 8 kHz samples; cut at pauses, as the recogniser takes one stretch of speech at a time.</summary>
    public async Task<string> ReadAsync(short[] samples)
    {
        await using var session = await _speech.SpeechToText.OpenAsync(new SpeechToTextRequest(Wav.RateHz), CancellationToken.None);
        var texts = new List<string>();
        foreach (var (number, stretch) in Sound.Stretches(samples, TimeSpan.FromMilliseconds(400)).Index())
        {
            session.Write(stretch);
            session.Flush(number, final: true);
            var update = await session.Updates.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
            texts.Add(update.Text);
        }

        return string.Join(' ', texts);
    }

    public void Dispose()
    {
        _pool.Dispose();
        _speech.Dispose();
    }
}
