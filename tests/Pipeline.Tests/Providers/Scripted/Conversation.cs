using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Providers.Scripted;
using Voxie.Pipeline.Thinking;

namespace Voxie.Pipeline.Tests.Providers.Scripted;

/// <summary>Talks to a reply source as a call would: everything said is heard.</summary>
internal sealed class Conversation(IReplySource brain)
{
    private readonly List<HeardTurn> _history = [];

    public Conversation(AgentProfile profile) : this(new ScriptedBrain(new Dictionary<string, Pipeline.Agents.Flows.FlowDefinition>()).For(profile))
    {
    }

    public List<ReplyPart> Last { get; private set; } = [];
    public IReadOnlyList<NotePart> Notes => [.. Last.OfType<NotePart>()];
    public bool HungUp => Last.OfType<HangUpPart>().Any();
    public List<NotePart> AllNotes { get; } = [];

    public Task<string> SayAsync(string text, string digits = "") => SayAsync(text, digits, heard: true);

    /// <summary>The caller goes on before a word of the answer is out.</summary>
    public Task<string> SayUnheardAsync(string text) => SayAsync(text, "", heard: false);

    public async Task<string> SilenceAsync(int times) => await TakeAsync(brain.RepromptAsync(times, _history, default), heard: true);

    private async Task<string> SayAsync(string text, string digits, bool heard)
    {
        _history.Add(new HeardTurn(TurnRole.Caller, text));
        return await TakeAsync(brain.ReplyAsync(new CallerTurn(text, digits), [.. _history], default), heard);
    }

    private async Task<string> TakeAsync(IAsyncEnumerable<ReplyPart> parts, bool heard)
    {
        Last = [];
        await foreach (var part in parts)
            Last.Add(part);
        AllNotes.AddRange(Notes);
        var said = string.Join(' ', Last.OfType<SayPart>().Select(static part => part.Text));
        if (heard)
            _history.Add(new HeardTurn(TurnRole.Agent, said));
        return said;
    }
}
