using Voxie.Pipeline.Audio;
using Voxie.SipGateway.Media;
using Voxie.SipGateway.Rtp;

namespace Voxie.SipGateway.Tests.Rtp;

public class HeardAudioTests
{
    private const long Ms = 1_000_000;

    private readonly HeardAudio _heard = new(8000);
    private readonly Sink _sink = new();

    private sealed class Sink : IFrameSink
    {
        public List<(long Position, int Samples, bool Concealed, long ArrivedAt)> Frames { get; } = [];
        public long Real => Frames.Where(frame => !frame.Concealed).Sum(frame => (long)frame.Samples);
        public long All => Frames.Sum(frame => (long)frame.Samples);

        public void Accept(in AudioFrame frame) => Frames.Add((frame.Position, frame.Samples.Length, frame.Concealed, frame.ArrivedAt));

        public void AssertContiguous()
        {
            long position = 0;
            foreach (var frame in Frames)
            {
                Assert.Equal(position, frame.Position);
                position += frame.Samples;
            }
        }
    }

    private void Take(uint timestamp, long atMs, int samples = 160, bool afterLoss = false, bool restart = false, HeardKind kind = HeardKind.Audio) =>
        _heard.Take(new HeardPacket(kind, timestamp, atMs * Ms, afterLoss, restart), new byte[samples], _sink);

    private void Continue(long fromMs, long toMs)
    {
        for (var at = fromMs; at <= toMs; at += 5) _heard.Continue(at * Ms, _sink);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(160)]
    [InlineData(240)]
    [InlineData(480)]
    public void Packets_of_any_length_follow_each_other(int samples)
    {
        for (uint i = 0; i < 5; i++) Take(1000 + i * (uint)samples, i * samples / 8, samples);
        Assert.Equal(5 * samples, _sink.Real);
        Assert.Equal(_sink.Real, _sink.All);
        _sink.AssertContiguous();
    }

    [Fact]
    public void A_lost_packet_leaves_its_time_behind()
    {
        Take(0, 0);
        Take(480, 60, afterLoss: true);
        Assert.Equal(640, _sink.All);
        Assert.Equal(320, _sink.Real);
        Assert.Equal(320, _heard.ConcealedSamples);
        Assert.Equal([0, 20 * Ms, 40 * Ms, 60 * Ms], _sink.Frames.Select(frame => frame.ArrivedAt));
        _sink.AssertContiguous();
    }

    [Fact]
    public void When_nothing_comes_time_goes_on()
    {
        Take(0, 0);
        Continue(5, 1000);
        Assert.Equal(160, _sink.Real);
        Assert.InRange(_sink.All, 8000 - 160, 8000);
        // Dated as if they had come.
        Assert.Equal(Enumerable.Range(0, _sink.Frames.Count).Select(i => i * 20 * Ms), _sink.Frames.Select(frame => frame.ArrivedAt));
    }

    [Fact]
    public void What_was_filled_in_a_pause_is_not_filled_again()
    {
        Take(0, 0);
        Continue(5, 1000);
        Take(8000, 1000);
        Assert.Equal(8160, _sink.All);
        Take(8160, 1020);
        Assert.Equal(8320, _sink.All);
        _sink.AssertContiguous();
    }

    [Fact]
    public void Packets_that_were_held_up_are_all_heard()
    {
        Take(0, 0);
        Continue(5, 200);
        for (uint i = 1; i <= 10; i++) Take(i * 160, 200);
        Assert.Equal(11 * 160, _sink.Real);
        _sink.AssertContiguous();
        // The time that was lent is taken back at the next pause.
        var before = _sink.All;
        Take(11 * 160 + 1280, 380);
        Assert.InRange(_sink.All - before, 160, 320);
    }

    [Fact]
    public void After_comfort_noise_silence_begins_at_once()
    {
        Take(0, 0);
        Take(160, 20, samples: 1, kind: HeardKind.ComfortNoise);
        Continue(25, 60);
        Assert.Equal(160, _sink.Real);
        Assert.Equal(320, _sink.All);
        Take(160 + 800, 120);
        Assert.Equal(160 + 800 + 160, _sink.All);
    }

    [Fact]
    public void Short_jitter_is_waited_out()
    {
        Take(0, 0);
        Continue(5, 115);
        Take(160, 115);
        Assert.Equal(_sink.Real, _sink.All);
    }

    [Theory]
    [InlineData(4_000_000u, true)]
    [InlineData(4_000_000u, false)]
    [InlineData(123_456u, true)]
    public void A_new_timeline_is_no_gap(uint timestamp, bool restart)
    {
        Take(100_000, 0);
        Take(timestamp, 20, restart: restart);
        Assert.Equal(320, _sink.All);
        _sink.AssertContiguous();
    }

    [Fact]
    public void A_timestamp_that_steps_back_costs_nothing()
    {
        Take(10_000, 0);
        Take(5_000, 20);
        Take(5_160, 40);
        Assert.Equal(480, _sink.Real);
        Assert.Equal(480, _sink.All);
    }

    [Fact]
    public void Hold_shows_as_a_jump_of_the_position()
    {
        Take(0, 0);
        for (var at = 20; at <= 5020; at += 5) _heard.Pause(at * Ms);
        Take(777, 5020);
        Assert.Equal(2, _sink.Frames.Count);
        Assert.Equal(160 + 5000 * 8, _sink.Frames[1].Position);
        Assert.False(_sink.Frames[1].Concealed);
    }

    [Fact]
    public void Before_the_first_packet_there_is_no_time()
    {
        Continue(0, 1000);
        _heard.Pause(1005 * Ms);
        Assert.Empty(_sink.Frames);
        Take(0, 2000);
        Assert.Equal(0, _sink.Frames[0].Position);
    }
}
