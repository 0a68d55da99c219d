using Voxie.Pipeline.Providers.Local.Flite;
using Voxie.Pipeline.Speaking;

namespace Voxie.Pipeline.Providers.Local;

/// <summary>
/// The voices of this machine, by name, loaded once each: <c>flite</c> (its clearest), <c>flite/slt</c>, <c>flite/rms</c>,
/// <c>flite/kal16</c>. Thread-safe.
/// </summary>
public sealed class LocalVoices
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LocalVoice> _loaded = new(StringComparer.Ordinal);
    private readonly ISpeechPool _pool;
    private readonly TimeProvider _time;

    internal LocalVoices(ISpeechPool pool, TimeProvider time) => (_pool, _time) = (pool, time);

    /// <summary>Every name that <see cref="Choose"/> knows.</summary>
    public static IReadOnlyList<string> Names { get; } = ["flite", .. FliteVoice.Voices.Select(voice => $"flite/{voice}")];

    /// <summary>The voice of that name; the default for null, empty, or a name that nobody knows.</summary>
    public ITextToSpeech Choose(string? name)
    {
        var known = name is not null && Names.Contains(name, StringComparer.Ordinal) ? name : "flite";
        if (known == "flite") known = $"flite/{FliteVoice.Voices[0]}";
        lock (_lock)
        {
            if (!_loaded.TryGetValue(known, out var voice))
                _loaded[known] = voice = new LocalVoice(new FliteVoice(known["flite/".Length..]), _pool, _time);
            return voice;
        }
    }
}
