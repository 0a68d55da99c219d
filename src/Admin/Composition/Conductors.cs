using Voxie.Admin.Config;
using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Providers;
using Voxie.Pipeline.Providers.Local;

namespace Voxie.Admin.Composition;

/// <summary>Who conducts a call of each kind of agent, and with which engines and brain.</summary>
internal sealed class Conductors : IDisposable
{
    // Needs no model, so it can speak when the better voice cannot.
    private const string StandInVoice = "flite";

    private readonly ReplySources _brains;

    public Conductors(VoxieOptions options, LocalSpeech speech, TimeProvider time, ILoggerFactory loggers)
    {
        _brains = new ReplySources(new ReplySourcesOptions { DefaultBrain = options.Agents.Brain, OpenAi = ModelOf(options.Providers.OpenAi) }, time);
        var conversations = new ConversationFactory(new ConversationParts
        {
            Recogniser = speech.SpeechToText,
            Voice = agent => speech.Voices.Choose(agent.Voice ?? options.Speech.Voice),
            StandInVoice = speech.Voices.Choose(StandInVoice),
            Brain = _brains.For,
            Time = time,
            Loggers = loggers,
        });
        Factory = new ConductorFactory(conversations.Create);
    }

    public IConductorFactory Factory { get; }

    public void Dispose() => _brains.Dispose();

    /// <summary>A model is there when it has a key, or an address of its own (a local server needs no key).</summary>
    private static Pipeline.Providers.OpenAI.OpenAiOptions? ModelOf(OpenAiOptions settings) => settings.ApiKey is null && settings.BaseUrl is null
        ? null
        : new Pipeline.Providers.OpenAI.OpenAiOptions { Endpoint = settings.BaseUrl, ApiKey = settings.ApiKey?.Reveal(), Model = settings.Model };
}
