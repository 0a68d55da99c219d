using Voxie.Pipeline.Providers.Local.Dittli;
using Voxie.Pipeline.Providers.Local.Flite;
using Voxie.Pipeline.Providers.Local.Onnx;
using Voxie.Pipeline.Speaking;

namespace Voxie.Pipeline.Providers.Local;

/// <summary>
/// The voices of this machine, by name, loaded once each: <c>dittli</c>, <c>flite</c> (its clearest), <c>flite/slt</c>,
/// <c>flite/rms</c>, <c>flite/kal16</c>. Where dittli's files are not installed flite speaks for it. Thread-safe.
/// </summary>
public sealed class LocalVoices : IDisposable
{
    private const string Dittli = "dittli";
    private const string Flite = "flite";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LocalVoice> _loaded = new(StringComparer.Ordinal);
    private readonly OnnxEnvironment? _environment;
    private readonly LocalModels _models;
    private readonly ISpeechPool _pool;
    private readonly TimeProvider _time;
    private DittliVoice? _dittli;

    /// <param name="environment">Null: without ONNX Runtime, so only flite.</param>
    internal LocalVoices(OnnxEnvironment? environment, LocalModels models, ISpeechPool pool, TimeProvider time) =>
        (_environment, _models, _pool, _time) = (environment, models, pool, time);

    /// <summary>Every name that <see cref="Choose"/> knows.</summary>
    public static IReadOnlyList<string> Names { get; } = [Dittli, Flite, .. FliteVoice.Voices.Select(voice => $"{Flite}/{voice}")];

    /// <summary>
    /// The voice of that name; the best there is for null, empty, or a name that nobody knows. The first call for a voice loads it
    /// (dittli: up to a second).
    /// </summary>
    public ITextToSpeech Choose(string? name) => Find(name);

    /// <summary>The name of the voice that <see cref="Choose"/> gives: it tells a fallback.</summary>
    public string NameOf(string? name) => Find(name).Name;

    public void Dispose() => _dittli?.Dispose();

    private LocalVoice Find(string? name)
    {
        var known = Resolve(name);
        lock (_lock)
        {
            if (!_loaded.TryGetValue(known, out var voice)) _loaded[known] = voice = new LocalVoice(Load_NeedsLock(known), _pool, _time);
            return voice;
        }
    }

    private string Resolve(string? name)
    {
        var wanted = name is not null && Names.Contains(name, StringComparer.Ordinal) ? name : Dittli;
        if (wanted == Dittli && (_environment is null || !_models.Has([.. DittliVoice.Files]))) wanted = Flite;
        return wanted == Flite ? $"{Flite}/{FliteVoice.Voices[0]}" : wanted;
    }

    private ISynthesiser Load_NeedsLock(string name) =>
        name == Dittli ? _dittli = new DittliVoice(_environment!, _models) : new FliteVoice(name[(Flite.Length + 1)..]);
}
