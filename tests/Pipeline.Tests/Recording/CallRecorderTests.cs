using Voxie.Pipeline.Audio;
using Voxie.Pipeline.Recording;

namespace Voxie.Pipeline.Tests.Recording;

/// <summary>Two timelines become one: the test plays listening thread and writer.</summary>
public sealed class CallRecorderTests
{
    private const int Hz = 8000;
    private const int Frame = 160;
    private const long Second = 1_000_000_000;

    private readonly List<(short Caller, short Agent)> _written = [];
    private readonly RecordingSpool _spool;
    private readonly CallRecorder _recorder;
    private bool _stalls;
    private long _tick;

    public CallRecorderTests()
    {
        _spool = new RecordingSpool(new RecordingOrder(Guid.Empty, Hz, RecordingFormat.Wav, DateTimeOffset.UnixEpoch), () => { });
        _recorder = new CallRecorder(_spool, Second);
    }

    private long Now => _tick * Second / 50;

    private void Send(short value)
    {
        _recorder.Sent(new AudioFrame([.. Enumerable.Repeat(value, Frame)], Hz, 16000 + _tick * Frame, Now));
        _tick++;
        Write();
    }

    private void Hear(short value, long position, long lateMs = 0, int samples = Frame, bool concealed = false) =>
        _recorder.Heard(new AudioFrame([.. Enumerable.Repeat(value, samples)], Hz, position, Now + lateMs * 1_000_000, concealed));

    private void Write()
    {
        while (!_stalls && _spool.TryTake(out var block))
        {
            for (var i = 0; i < block.Samples.Length; i += 2) _written.Add((block.Samples[i], block.Samples[i + 1]));
            _spool.GiveBack(block);
        }
    }

    private void Finish()
    {
        _recorder.Finish();
        Write();
    }

    [Fact]
    public void Both_sides_stand_where_they_belong_in_time_and_gaps_stay_silent()
    {
        // The caller's first packet comes with our sixth frame; one of its packets never comes.
        for (var i = 0; i < 100; i++)
        {
            if (i >= 5 && i != 50) Hear((short)(1000 + i), (i - 5) * Frame);
            Send((short)(i + 1));
        }
        Finish();
        Assert.Equal(100 * Frame, _written.Count);
        for (var i = 0; i < _written.Count; i++)
        {
            Assert.Equal(i / Frame + 1, _written[i].Agent);
            Assert.Equal(i / Frame is < 5 or 50 ? 0 : 1000 + i / Frame, _written[i].Caller);
        }
    }

    [Fact]
    public void Jitter_moves_nothing_and_what_is_late_finds_its_place()
    {
        var random = new Random(3);
        var late = new Queue<(int At, int Number)>();
        for (var i = 0; i < 200; i++)
        {
            late.Enqueue((i + (i < 5 ? 0 : random.Next(0, 4)), i));
            while (late.TryPeek(out var next) && next.At <= i)
            {
                Hear((short)(1000 + next.Number), next.Number * Frame, random.Next(0, 5));
                late.Dequeue();
            }
            Send(1);
        }
        while (late.TryDequeue(out var rest)) Hear((short)(1000 + rest.Number), rest.Number * Frame);
        Finish();
        // The first packet sets the place: our first frame was not out when it came, so that it is left out.
        var first = _written.FindIndex(sample => sample.Caller == 1010);
        Assert.True(first >= 0);
        for (var i = 10; i < 195; i++) Assert.Equal(1000 + i, _written[first + (i - 10) * Frame].Caller);
    }

    [Fact]
    public void A_first_packet_that_was_late_is_put_right()
    {
        // It came with the three behind it; those after them are on time.
        for (var i = 0; i < 400; i++)
        {
            Send(1);
            for (var k = i == 3 ? 0 : i; i >= 3 && k <= i; k++) Hear((short)(1000 + k), k * Frame);
        }
        Finish();
        Assert.InRange(_written.FindIndex(sample => sample.Caller == 1390) - 391 * Frame, -Frame, Frame);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_clock_that_drifts_is_followed(int direction)
    {
        // 200 ppm over fifteen minutes are 180 ms.
        const int frames = 50 * 60 * 15;
        const double ppm = 200e-6;
        var heard = 0;
        for (var i = 0; i < frames; i++)
        {
            Send(1);
            for (; heard * (1 + direction * ppm) <= i; heard++)
                Hear((short)(heard == frames - 500 ? 2000 : 3), heard * Frame, (long)(heard * (1 + direction * ppm) % 1 * 20));
        }
        Finish();
        var arrived = (frames - 500) * (1 + direction * ppm) * Frame;
        Assert.InRange(_written.FindIndex(sample => sample.Caller == 2000) - arrived, -1.5 * Frame, 2.5 * Frame);
    }

    [Fact]
    public void What_is_said_in_a_pause_is_not_kept_and_time_goes_on()
    {
        for (var i = 0; i < 100; i++)
        {
            _recorder.IsPaused = i is >= 30 and < 60;
            Hear(9, i * Frame);
            Send(7);
        }
        Finish();
        Assert.Equal(100 * Frame, _written.Count);
        Assert.All(_written.GetRange(31 * Frame, 29 * Frame), sample => Assert.Equal((0, 0), sample));
        Assert.All(_written.GetRange(0, 29 * Frame), sample => Assert.Equal(7, sample.Agent));
        Assert.All(_written.GetRange(61 * Frame, 38 * Frame), sample => Assert.Equal((9, 7), sample));
    }

    [Fact]
    public void A_writer_that_is_too_slow_ends_the_recording_with_a_reason_and_keeps_what_it_has()
    {
        var told = new List<string>();
        _spool.OnStopped(told.Add);
        _stalls = true;
        for (var i = 0; i < 50 * 15; i++) Send(5);
        Assert.Equal(["The disk is too slow."], told);
        Assert.Equal("The disk is too slow.", _spool.StopReason);
        _stalls = false;
        Finish();
        Assert.InRange(_written.Count, 9 * Hz, 10 * Hz);
        Assert.All(_written, sample => Assert.Equal(5, sample.Agent));
        Assert.True(_spool.IsComplete);
    }

    [Fact]
    public void A_writer_that_stalls_for_some_seconds_loses_nothing()
    {
        for (var i = 0; i < 50 * 30; i++)
        {
            _stalls = i / 50 % 10 is >= 2 and < 9;
            Send((short)(i % 1000 + 1));
        }
        Finish();
        Assert.Null(_spool.StopReason);
        Assert.Equal(50 * 30 * Frame, _written.Count);
        for (var i = 0; i < _written.Count; i++) Assert.Equal(i / Frame % 1000 + 1, _written[i].Agent);
    }

    [Fact]
    public void A_listening_thread_that_stalled_leaves_silence()
    {
        for (var i = 0; i < 10; i++) Send(5);
        _tick += 100;
        for (var i = 0; i < 10; i++) Send(6);
        Finish();
        Assert.Equal(120 * Frame, _written.Count);
        Assert.All(_written.GetRange(10 * Frame, 100 * Frame), sample => Assert.Equal(0, sample.Agent));
        Assert.Equal(6, _written[^1].Agent);
    }

    [Fact]
    public void Recording_allocates_nothing_per_frame()
    {
        var samples = new short[Frame];
        Run(200);
        var least = long.MaxValue;
        for (var run = 0; run < 5; run++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Run(100);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);

        void Run(int frames)
        {
            for (; frames > 0; frames--)
            {
                _recorder.Sent(new AudioFrame(samples, Hz, _tick * Frame, Now));
                _recorder.Heard(new AudioFrame(samples, Hz, _tick * Frame, Now));
                _tick++;
                while (_spool.TryTake(out var block)) _spool.GiveBack(block);
            }
        }
    }
}
