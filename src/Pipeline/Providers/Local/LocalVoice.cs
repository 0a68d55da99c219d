using Voxie.Pipeline.Speaking;

namespace Voxie.Pipeline.Providers.Local;

/// <summary>A local voice behind the seam: its sessions share the loaded synthesiser, what it has said before, and the speech pool.</summary>
internal sealed class LocalVoice(ISynthesiser synthesiser, ISpeechPool pool, TimeProvider time) : ITextToSpeech
{
    private readonly SaidBefore _said = new();

    public string Name => synthesiser.Name;

    public int RateHz => synthesiser.RateHz;

    // Loaded and warm: there is nothing to wait for.
    public Task<ITextToSpeechSession> OpenAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult<ITextToSpeechSession>(new LocalVoiceSession(synthesiser, _said, pool, time));
    }
}
