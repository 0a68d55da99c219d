using Voxie.Pipeline.Calls;

namespace Voxie.TestKit;

/// <summary>Gives each dialled target the next line of a test; none left: refused.</summary>
public sealed class ScriptedOutbound : IOutboundLegs
{
    public Queue<ICallLeg> Lines { get; } = new();

    public List<DialTarget> Targets { get; } = [];

    public ICallLeg Dial(DialTarget target)
    {
        Targets.Add(target);
        return Lines.TryDequeue(out var line) ? line : throw new DialRefusedException("No line is left.");
    }
}
