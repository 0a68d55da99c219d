using Voxie.Pipeline.Providers.Local;
using Voxie.Pipeline.Providers.Local.Dittli;
using Voxie.Pipeline.Providers.Local.Moonshine;
using Voxie.Pipeline.Providers.Local.Onnx;
using Voxie.Pipeline.Providers.Local.Silero;
using Voxie.TestKit;

namespace Voxie.Pipeline.Tests.Providers.Local;

/// <summary>The models, loaded once for all tests that need them.</summary>
public sealed class LocalSpeechFixture : IDisposable
{
    private readonly Lazy<OnnxEnvironment> _environment;
    private readonly Lazy<OnnxSession> _silero;
    private readonly Lazy<MoonshineModel> _moonshine;
    private readonly Lazy<DittliVoice> _dittli;

    public LocalSpeechFixture()
    {
        _environment = new(() => OnnxEnvironment.Load(Models.Require(LocalModels.OnnxRuntime)));
        _silero = new(() => Environment.Open(Models.Require(LocalModels.SileroVad)));
        _moonshine = new(() => new MoonshineModel(Environment, Models));
        _dittli = new(() => new DittliVoice(Environment, Models));
    }

    internal static LocalModels Models => new(SpeechModels.Folder!);
    internal OnnxEnvironment Environment => _environment.Value;
    internal MoonshineModel Moonshine => _moonshine.Value;
    internal DittliVoice Dittli => _dittli.Value;

    internal SileroVad NewSilero() => new(Environment, _silero.Value);

    /// <summary>What the recogniser hears over a telephone line.</summary>
    internal string HearOverTelephone(ReadOnlySpan<short> pcm, int rateHz) =>
        Moonshine.Transcribe(TelephoneChannel.Pass(pcm, rateHz), 8000, WordBias.None, CancellationToken.None)[0];

    /// <summary>What the recogniser hears of a voice, as a call would play it.</summary>
    internal string HearVoice(ISynthesiser voice, string sentence) =>
        HearOverTelephone(SpeechTrim.Trim(voice.Synthesise(sentence, CancellationToken.None), voice.RateHz).Span, voice.RateHz);

    public void Dispose()
    {
        if (_dittli.IsValueCreated) _dittli.Value.Dispose();
        if (_moonshine.IsValueCreated) _moonshine.Value.Dispose();
        if (_silero.IsValueCreated) _silero.Value.Dispose();
        if (_environment.IsValueCreated) _environment.Value.Dispose();
    }
}

/// <summary>The classes that share the fixture; they run one after the other, as they compute.</summary>
[CollectionDefinition(Name)]
public sealed class LocalSpeechGroup : ICollectionFixture<LocalSpeechFixture>
{
    public const string Name = "local speech";
}
