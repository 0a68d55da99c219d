using Voxie.Pipeline.Listening;
using Voxie.Pipeline.Providers.Local.Moonshine;
using Voxie.Pipeline.Providers.Local.Onnx;
using Voxie.Pipeline.Providers.Local.Silero;
using Voxie.Pipeline.Speaking;
using Voxie.Pipeline.SpeechToText;

namespace Voxie.Pipeline.Providers.Local;

/// <summary>
/// Listening and speaking without a cloud: the models, loaded once for the process and shared by all calls. Dispose it after the
/// pool, when no call is up. Thread-safe.
/// </summary>
public sealed class LocalSpeech : IDisposable
{
    private readonly OnnxEnvironment _environment;
    private readonly OnnxSession _silero;
    private readonly MoonshineModel _moonshine;
    private readonly ISpeechPool _pool;

    /// <summary>Loads the models: one to two seconds, about 300 MB.</summary>
    /// <exception cref="ModelFileMissingException">A file is not there; the message names it and the remedy.</exception>
    public LocalSpeech(LocalModels models, ISpeechPool pool, TimeProvider time)
    {
        _pool = pool;
        _environment = OnnxEnvironment.Load(models.Require(LocalModels.OnnxRuntime));
        _silero = _environment.Open(models.Require(LocalModels.SileroVad));
        _moonshine = new MoonshineModel(_environment, models);
        SpeechToText = new MoonshineSpeechToText(_moonshine.Transcribe, pool, time);
        Voices = new LocalVoices(_environment, models, pool, time);
        RuntimeVersion = _environment.Api.Version;
    }

    /// <summary>ONNX Runtime's version, for <c>doctor</c>.</summary>
    public string RuntimeVersion { get; }

    public ISpeechToText SpeechToText { get; }

    public LocalVoices Voices { get; }

    /// <summary>A detector for one listening thread. Dispose it with the thread.</summary>
    public IVoiceActivityDetector NewVoiceActivityDetector() => new SileroVad(_environment, _silero);

    /// <summary>Runs recognition and a voice once, so that the first caller does not pay for it.</summary>
    /// <param name="voice">As for <see cref="LocalVoices.Choose"/>.</param>
    /// <exception cref="InvalidOperationException">The voice fails; the message says why.</exception>
    public async Task WarmAsync(string? voice, CancellationToken cancellation)
    {
        var silence = new short[MoonshineModel.RateHz * 2];
        await _pool.RunAsync(SpeechWork.WarmUp, token => _moonshine.Transcribe(silence, MoonshineModel.RateHz, WordBias.None, token), cancellation);
        await using var session = await Voices.Choose(voice).OpenAsync(cancellation);
        session.Speak(1, "Hello, how can I help you?", isLast: true);
        if (await session.Updates.ReadAsync(cancellation) is UtteranceFailed failed)
            throw new InvalidOperationException($"The voice {Voices.NameOf(voice)} does not speak: {failed.Failure.Detail}");
    }

    public void Dispose()
    {
        Voices.Dispose();
        _moonshine.Dispose();
        _silero.Dispose();
        _environment.Dispose();
    }
}
