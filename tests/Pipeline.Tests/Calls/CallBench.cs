using Microsoft.Extensions.Logging.Abstractions;
using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Listening;
using Voxie.TestKit;

namespace Voxie.Pipeline.Tests.Calls;

/// <summary>One scripted line and one scripted conductor behind a real intake; everything that happens goes to one log.</summary>
internal sealed class CallBench
{
    public CallBench(VirtualTime world)
    {
        World = world;
        Leg = new ScriptedLeg(world.Clock, new ListenEngine(new LevelVad())) { Happened = Log.Add };
        Conductor = new ScriptedConductor(Log.Add);
        Record = new RecordingSink { Written = line => Log.Add(line.GetType().Name) };
        Intake = new CallIntake(new CallIntakeParts
        {
            Directory = Directory,
            Conductors = new OneConductor(_ => Conductor),
            Record = Record,
            Ids = new SequentialIds(),
            Time = world.Clock,
            Loggers = NullLoggerFactory.Instance,
            MaxCalls = 2,
            HasSpeechRoom = () => SpeechRoom,
            Outbound = () => Dialled,
        });
    }

    public VirtualTime World { get; }

    /// <summary>Where second lines are dialled.</summary>
    public ScriptedOutbound Dialled { get; init; } = new();
    public List<string> Log { get; } = [];
    public ScriptedLeg Leg { get; }
    public ScriptedConductor Conductor { get; }
    public RecordingSink Record { get; }
    public CallDirectory Directory { get; } = new();
    public CallIntake Intake { get; }
    public bool SpeechRoom { get; set; } = true;

    public AgentProfile Agent { get; init; } = new() { Id = "a", Name = "Agent", Kind = AgentKind.Conversation };

    public void Begin() => Intake.Begin(Leg, Agent);

    public Task Over() => World.Until(() => Directory.Count == 0);
}
