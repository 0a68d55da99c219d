using Microsoft.Extensions.Logging;
using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Recording;

namespace Voxie.Pipeline.Calls;

/// <summary>Lets calls in, up to the node's limits, and runs them. Any thread.</summary>
public sealed class CallIntake(CallIntakeParts parts) : ICallIntake
{
    private readonly CallIntakeParts _parts = parts;
    private readonly ILogger _logger = parts.Loggers.CreateLogger<Call>();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _draining;

    /// <summary>Completes once <see cref="StartDraining"/> was called and the last call has closed its record.</summary>
    public Task Drained => _drained.Task;

    /// <summary>From now on every <see cref="Check"/> says <see cref="IntakeVerdict.Draining"/>; live calls go on.</summary>
    public void StartDraining()
    {
        _draining = true;
        CompleteWhenEmpty();
    }

    public IntakeVerdict Check(AgentProfile agent)
    {
        if (CheckBridge() is var verdict && verdict != IntakeVerdict.Welcome) return verdict;
        // Echo and tone use no speech engine.
        return agent.Kind == AgentKind.Conversation && !_parts.HasSpeechRoom() ? IntakeVerdict.SpeechBusy : IntakeVerdict.Welcome;
    }

    public IntakeVerdict CheckBridge() =>
        _draining ? IntakeVerdict.Draining : _parts.Directory.Count >= _parts.MaxCalls ? IntakeVerdict.Full : IntakeVerdict.Welcome;

    public void Begin(ICallLeg leg, AgentProfile agent) => Begin(leg, agent, _parts.Conductors, _parts.Limits);

    public void Bridge(ICallLeg leg, DialTarget target)
    {
        // The record wants to know who had the call. A colon stands in no agent's id; echo is a kind that needs no speech engine.
        var through = new AgentProfile
        {
            Id = "trunk:" + target.Trunk, Name = "Trunk " + target.Trunk, Kind = AgentKind.Echo,
            Limits = new AgentLimits { MaxDuration = _parts.Limits.LongestBridge },
        };
        // The second line rings as long as its own limit says; ours is only to end a dial that never ends.
        Begin(leg, through, new Bridging(_parts.Outbound(), target, _parts.Time), _parts.Limits with { AnswerWithin = _parts.Limits.BridgeWithin });
    }

    /// <summary>
    /// Calls somebody, for an agent that talks first once it is answered. Returns at once; the call's record tells how it goes.
    /// </summary>
    /// <param name="id">Of the call; null: a new one.</param>
    /// <exception cref="DialRefusedException">The dial policy, a limit or the target's form forbids it.</exception>
    public Guid Dial(DialTarget target, AgentProfile agent, Guid? id = null)
    {
        if (Check(agent) is var verdict && verdict != IntakeVerdict.Welcome)
            throw new DialRefusedException(verdict == IntakeVerdict.Draining ? "The node is shutting down." : "As many calls as this node can serve are up.", temporary: true);
        // It rings as long as the line's own limit says; ours is only to end a dial that never ends.
        return Begin(_parts.Outbound().Dial(target), agent, _parts.Conductors, _parts.Limits with { AnswerWithin = _parts.Limits.BridgeWithin }, id);
    }

    private Guid Begin(ICallLeg leg, AgentProfile agent, IConductorFactory conductors, CallLimits limits, Guid? id = null)
    {
        var mailbox = new CallMailbox();
        var entry = new CallEntry(id ?? _parts.Ids.Next(), leg, mailbox, agent, _parts.Record, _parts.Directory, _parts.Time.GetUtcNow());
        if (agent.Recording is { } settings && _parts.Recordings is { } recordings)
            entry.Recording = new CallRecording(entry.Id, leg, settings, recordings, mailbox, entry, _parts.Time);
        var context = new CallContext(entry.Id, leg, mailbox, agent, entry) { Recording = entry.Recording };
        var call = new Call(context, conductors, new CallParts(_parts.Outbound, limits, _parts.Artifacts, _parts.Time, _logger));
        _parts.Directory.Add(entry);
        _ = RunAsync(call, entry);
        return entry.Id;
    }

    private async Task RunAsync(Call call, CallEntry entry)
    {
        await call.RunAsync();
        // Last of all: whoever sees the directory empty may stop the process.
        _parts.Directory.Remove(entry);
        CompleteWhenEmpty();
    }

    private void CompleteWhenEmpty()
    {
        if (_draining && _parts.Directory.Count == 0) _drained.TrySetResult();
    }

    private sealed class Bridging(IOutboundLegs outbound, DialTarget target, TimeProvider time) : IConductorFactory
    {
        public IConductor Create(CallContext context) => new BridgeConductor(context, outbound, target, time);
    }
}
