using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Listening;
using Voxie.Pipeline.Providers.Local;
using Voxie.Pipeline.Recording;
using Voxie.TestKit;

namespace Voxie.Scenarios;

/// <summary>Everything a conversation needs, in memory and on virtual time: only the line and the providers are stand-ins.</summary>
internal sealed class Stage
{
    private readonly List<string> _log = [];
    private CallIntake? _intake;

    /// <param name="line">What gives back to us what we play; null: nothing does.</param>
    public Stage(VirtualTime world, EchoLine? line = null)
    {
        World = world;
        Ears = new ScriptedSpeechToText(Words, world.Clock);
        Voice = new ScriptedVoice(Words, world.Clock);
        StandIn = new ScriptedVoice(Words, world.Clock) { RateHz = 16000 };
        Brain = new ScriptedReplies(world.Clock);
        Record = new RecordingSink { Written = line => Note(line.ToString()!) };
        // Real sound needs a detector that takes any of it for speech, the echo included.
        Listening = new ListenEngine(line is null ? new LevelVad() : new EnergyVad());
        Leg = new ScriptedLeg(World.Clock, Listening) { Happened = Note, Line = line };
    }

    public VirtualTime World { get; }
    public WordBook Words { get; } = new();
    public ScriptedSpeechToText Ears { get; }
    public ScriptedVoice Voice { get; }
    public ScriptedVoice StandIn { get; }
    public ScriptedReplies Brain { get; }
    public RecordingSink Record { get; }
    public ListenEngine Listening { get; }
    public CallDirectory Directory { get; } = new();
    public ScriptedLeg Leg { get; }

    /// <summary>Where second lines are dialled.</summary>
    public ScriptedOutbound Dialled { get; } = new();

    public bool HasStandIn { get; set; }
    public string? Greeting { get; set; } = "Hello and welcome.";
    public AgentLimits Limits { get; set; } = new();
    public RecordingSettings? Recording { get; set; }
    public IRecordings? Recordings { get; set; }
    public IReadOnlyList<KnowledgeEntry> Knowledge { get; init; } = [];

    /// <summary>Everything that happened, with its virtual time.</summary>
    public string Log => string.Join('\n', _log);

    public ScriptedLeg NewLeg(int rateHz = 8000) => new(World.Clock, Listening, rateHz) { Happened = Note };

    public void Note(string what) =>
        _log.Add(string.Create(CultureInfo.InvariantCulture, $"{World.Now.TotalMilliseconds,9:0} {what}"));

    /// <summary>The caller dials.</summary>
    public void Begin(ScriptedLeg? leg = null)
    {
        (_intake ??= NewIntake()).Begin(leg ?? Leg, new AgentProfile { Id = "agent", Name = "Agent", Greeting = Greeting, Limits = Limits, Recording = Recording, Knowledge = Knowledge });
    }

    private CallIntake NewIntake()
    {
        var calls = 0;
        var conversations = new ConversationFactory(new ConversationParts
        {
            Recogniser = Ears,
            Voice = _ => Voice,
            StandInVoice = HasStandIn ? StandIn : null,
            Brain = _ => calls++ == 0 ? Brain : new ScriptedReplies(World.Clock),
            Time = World.Clock,
            Loggers = NullLoggerFactory.Instance,
        });
        return new CallIntake(new CallIntakeParts
        {
            Directory = Directory,
            Conductors = new ConductorFactory(conversations.Create),
            Record = Record,
            Recordings = Recordings,
            Ids = new SequentialIds(),
            Time = World.Clock,
            Loggers = NullLoggerFactory.Instance,
            Outbound = () => Dialled,
        });
    }

    /// <summary>The caller says it, from now on; the task ends with the last word.</summary>
    public async Task SayAsync(string text, ScriptedLeg? leg = null)
    {
        (leg ?? Leg).Hear(Words.Speak(text, (leg ?? Leg).RateHz));
        await World.Until(() => !(leg ?? Leg).IsSpeaking);
    }

    /// <summary>Waits until the caller has heard these words in a row, the last at least by half.</summary>
    public Task HeardAsync(string words, double withinMs = 20_000) => World.Until(() => Heard().Contains(words, StringComparison.Ordinal), withinMs);

    /// <summary>Waits until the agent has said all it had to say, and it went to the record.</summary>
    public Task TurnsAsync(int count, double withinMs = 30_000) => World.Until(() => Record.Turns.Count >= count, withinMs);

    public Task OverAsync(double withinMs = 120_000) => World.Until(() => Directory.Count == 0, withinMs);

    /// <summary>What came out of the line, as words.</summary>
    public string Heard(ScriptedLeg? leg = null) => Words.Read(leg?.Played ?? Leg.Played, 8000);

    /// <summary>The line in stretches: when sound begins and ends on it.</summary>
    public IReadOnlyList<(TimeSpan From, TimeSpan To)> Sound(ScriptedLeg? leg = null)
    {
        leg ??= Leg;
        var stretches = new List<(TimeSpan, TimeSpan)>();
        for (var i = 0; i < leg.Played.Count;)
        {
            if (leg.Played[i] == 0)
            {
                i++;
                continue;
            }
            var from = i;
            while (i < leg.Played.Count && leg.Played[i] != 0) i++;
            stretches.Add((At(from), At(i)));
        }
        return stretches;

        TimeSpan At(int sample) => leg.AnsweredAt + TimeSpan.FromSeconds((double)sample / leg.RateHz);
    }

    /// <summary>The record's turns, one line each: who, what was heard, and an ! when it was interrupted.</summary>
    public string[] Turns() => [.. Record.Turns.Select(t => $"{t.Role}: {t.HeardText}{(t.Interrupted ? "!" : "")}")];

    /// <summary>Nothing of the call is left behind.</summary>
    public void AssertAllLetGo()
    {
        Assert.Equal(Ears.Opened, Ears.Disposed);
        Assert.Equal(Voice.Opened, Voice.Disposed);
        Assert.Equal(StandIn.Opened, StandIn.Disposed);
        Assert.True(Brain.Disposed);
        Assert.True(Leg.Disposed);
        Assert.Single(Record.Lines.OfType<CallEnded>());
        Assert.IsType<CallEnded>(Record.Lines[^1]);
    }
}
