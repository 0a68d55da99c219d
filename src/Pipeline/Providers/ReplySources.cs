using Microsoft.Extensions.AI;
using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Agents.Flows;
using Voxie.Pipeline.Providers.OpenAI;
using Voxie.Pipeline.Providers.Scripted;
using Voxie.Pipeline.Thinking;

namespace Voxie.Pipeline.Providers;

/// <summary>
/// Gives each call its brain: the scripted one, or a model with the scripted one behind it. Any thread; one for the process.
/// </summary>
public sealed class ReplySources : IDisposable
{
    public const string Scripted = "scripted";
    public const string OpenAi = OpenAiChatClient.ProviderName;

    private readonly ReplySourcesOptions _options;
    private readonly TimeProvider _time;
    private readonly ScriptedBrain _scripted;
    private readonly IChatClient? _openAi;

    public ReplySources(ReplySourcesOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _scripted = new ScriptedBrain(options.Flows);
        _openAi = options.OpenAi is null ? null : new OpenAiChatClient(options.OpenAi);
    }

    /// <summary>A brain for one call. An agent that names a provider that is not configured gets the scripted one.</summary>
    public IReplySource For(AgentProfile profile)
    {
        var brain = profile.Brain ?? _options.DefaultBrain ?? (_openAi is null ? Scripted : OpenAi);
        var scripted = _scripted.For(profile);
        return _openAi is not null && brain.Equals(OpenAi, StringComparison.OrdinalIgnoreCase)
            ? new FailoverReplySource(new ReplyGenerator(_openAi, OpenAi, profile, _options.Generation, _time), scripted, _time)
            : scripted;
    }

    public void Dispose() => _openAi?.Dispose();
}
