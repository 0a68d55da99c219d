using Voxie.Pipeline.Audio;
using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Listening;
using Voxie.Pipeline.Providers.Local;
using Voxie.TestKit;

namespace Voxie.Pipeline.Tests.Listening;

/// <summary>An ear on a line that gives our own voice back, with a detector that takes any loud sound for speech.</summary>
public sealed class ListenLineEchoTests
{
    private const int Frame = 160;
    private readonly FakeTimeProvider _time = new();
    private readonly ListenEngine _engine = new(new EnergyVad());
    private readonly CallMailbox _mailbox = new();
    private readonly List<(long Position, CallEvent Event)> _events = [];
    private readonly ListenLine _ear;
    private long _position;

    public ListenLineEchoTests() => _ear = new ListenLine(_mailbox, 8000, _time, everything: false);

    [Fact]
    public void Our_own_voice_is_no_speech_and_the_caller_s_is()
    {
        var line = new EchoLine(1, 150, 12);
        Play(line, Talker.Speak(1, 4), []);
        Assert.Empty(_events);
        Play(line, Talker.Speak(2, 3), Talker.Speak(60, 2));
        Assert.IsType<SpeechStarted>(_events[0].Event);
        Assert.InRange(_events[0].Position - 4 * 8000, 0, 2400);
        Assert.Contains(_events, e => e.Event is SpeechHeard);
    }

    [Fact]
    public void Without_a_tap_all_that_is_loud_is_speech()
    {
        Play(new EchoLine(1, 150, 12), Talker.Speak(1, 4), [], tapped: false);
        Assert.Contains(_events, e => e.Event is SpeechStarted);
        Assert.Null(_ear.Echo);
    }

    [Fact]
    public void Who_speaks_into_the_first_word_is_recognised_from_his_first_word()
    {
        short[] caller = [.. new short[4000], .. Talker.Speak(61, 3)];
        Play(new EchoLine(2, 100, 120), [.. new short[4000], .. Talker.Speak(3, 3)], caller);
        var started = _events.Select(e => e.Event).OfType<SpeechStarted>().First();
        var onset = caller.AsSpan().IndexOfAnyExceptInRange((short)-800, (short)800);
        Assert.InRange(started.Position - onset, -800, 800);
        // It was held back for a while, and nothing of it was lost: what was posted reaches back to it.
        var (at, first) = _events.First(e => e.Event is SpeechHeard);
        Assert.InRange(at - started.Position, 1600, 8000);
        var posted = _events.Where(e => e.Position == at).Sum(e => e.Event is SpeechHeard heard ? heard.Audio.Length : 0);
        Assert.True(posted >= at - started.Position - 800, $"{posted} samples at once, {at - started.Position} since it began: {first}");
    }

    [Fact]
    public void An_echo_that_appears_in_mid_call_is_taken_back()
    {
        Play(new EchoLine(3, 100, 120), Talker.Speak(4, 3), []);
        Assert.Empty(_events);
        Play(new EchoLine(4, 120, 12), Talker.Speak(5, 5), []);
        var started = _events.FindIndex(e => e.Event is SpeechStarted);
        Assert.True(started >= 0, "an echo on a line that had none is a surprise");
        var taken = _events.FindIndex(started, e => e.Event is SpeechWasEcho);
        Assert.InRange(taken, started, _events.Count);
        Assert.InRange(_events[taken].Position - _events[started].Position, 0, 3200);
        Assert.DoesNotContain(_events[(taken + 1)..], e => e.Event is SpeechStarted);
        Assert.InRange(_ear.Echo!.DelayMs, 118, 130);
    }

    private void Play(EchoLine line, short[] agent, short[] caller, bool tapped = true)
    {
        for (var at = 0; at + Frame <= agent.Length; at += Frame, _position += Frame)
        {
            var near = at + Frame <= caller.Length ? caller.AsSpan(at, Frame) : new short[Frame];
            var heard = line.Pass(agent.AsSpan(at, Frame), near);
            if (tapped) ((ILineTap)_ear).Sent(new AudioFrame(agent.AsSpan(at, Frame), 8000, _position, _time.GetTimestamp()));
            _time.Advance(TimeSpan.FromMilliseconds(20));
            _ear.Accept(new AudioFrame(heard, 8000, _position, _time.GetTimestamp()));
            _engine.Pass([_ear]);
            while (_mailbox.Reader.TryRead(out var callEvent)) _events.Add((_position, callEvent));
        }
    }
}
