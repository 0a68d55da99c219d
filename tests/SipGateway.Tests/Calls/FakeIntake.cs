using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Calls;
using Voxie.TestKit;

namespace Voxie.SipGateway.Tests.Calls;

/// <summary>Stands for the pipeline: takes calls in, keeps their legs and what they signalled.</summary>
internal sealed class FakeIntake : ICallIntake, IAgentProfiles
{
    private readonly Dictionary<ICallLeg, List<CallEvent>> _signals = [];
    private readonly Dictionary<ICallLeg, CallMailbox> _mailboxes = [];

    public IntakeVerdict Verdict { get; set; }

    /// <summary>Extensions that have an agent; null: every one.</summary>
    public HashSet<string>? Extensions { get; set; } = ["echo"];

    public List<ICallLeg> Legs { get; } = [];

    /// <summary>What the call does with a new leg, at once.</summary>
    public Action<ICallLeg>? OnBegin { get; set; }

    public IntakeVerdict Check(AgentProfile agent) => Verdict;

    public void Begin(ICallLeg leg, AgentProfile agent)
    {
        Watch(leg);
        Legs.Add(leg);
        OnBegin?.Invoke(leg);
    }

    public IntakeVerdict CheckBridge() => Verdict;

    /// <summary>Where calls were to be passed on to.</summary>
    public List<DialTarget> Bridges { get; } = [];

    public void Bridge(ICallLeg leg, DialTarget target)
    {
        Bridges.Add(target);
        Begin(leg, new AgentProfile { Id = "bridge", Name = "bridge" });
    }

    public void Watch(ICallLeg leg)
    {
        var mailbox = new CallMailbox();
        leg.Connect(mailbox);
        _mailboxes.Add(leg, mailbox);
        _signals.Add(leg, []);
    }

    /// <summary>Everything that a leg has signalled so far.</summary>
    public IReadOnlyList<CallEvent> SignalsOf(ICallLeg leg)
    {
        _signals[leg].AddRange(_mailboxes[leg].TakeAll());
        return _signals[leg];
    }

    /// <summary>Names of the signals, for a short assertion.</summary>
    public IEnumerable<string> NamesOf(ICallLeg leg) => SignalsOf(leg).Select(signal => signal.GetType().Name);

    public CallEndReason? EndOf(ICallLeg leg) => SignalsOf(leg).OfType<LegEnded>().SingleOrDefault()?.Reason;

    public AgentProfile? ByExtension(string extension) =>
        Extensions is null || Extensions.Contains(extension) ? new AgentProfile { Id = extension, Name = extension, Extension = extension } : null;

    public AgentProfile? ById(string id) => id == "by-id" ? new AgentProfile { Id = id, Name = id } : null;
}
