using Voxie.SipGateway.Media;

namespace Voxie.SipGateway.Tests.Media;

/// <summary>With the system's libopus, which the tests need as the product does.</summary>
public class OpusTests
{
    private const int RateHz = 16000;
    private const int Frame = RateHz / 50;

    private static List<byte[]> Encode(short[] pcm, int frame = Frame, OpusTerms? terms = null)
    {
        using var encoder = new OpusEncoder(terms ?? OpusTerms.Default);
        var packets = new List<byte[]>();
        var payload = new byte[IAudioEncoder.MaxPayload];
        for (var i = 0; i + frame <= pcm.Length; i += frame) packets.Add(payload[..encoder.Encode(pcm.AsSpan(i, frame), payload)]);
        return packets;
    }

    private static short[] Decode(IReadOnlyList<byte[]> packets, int frame = Frame)
    {
        using var decoder = new OpusDecoder();
        var pcm = new short[packets.Count * frame];
        for (var i = 0; i < packets.Count; i++) Assert.Equal(frame, decoder.Decode(packets[i], pcm.AsSpan(i * frame)));
        return pcm;
    }

    [Fact]
    public void The_library_says_what_it_is() => Assert.StartsWith("libopus", Opus.Version, StringComparison.Ordinal);

    [Theory]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(60)]
    public void A_tone_survives_in_packets_of_any_length(int ms)
    {
        var frame = RateHz / 1000 * ms;
        var heard = Decode(Encode(TestSound.Tone(RateHz, 1000, 2 * RateHz), frame), frame);
        var last = heard.AsSpan(RateHz, RateHz / 2);
        Assert.InRange(TestSound.Level(last, RateHz, 1000) / TestSound.Rms(last), 0.95, 1.01);
        Assert.InRange(TestSound.Rms(last), 8000 / Math.Sqrt(2) * 0.8, 8000 / Math.Sqrt(2) * 1.2);
    }

    [Fact]
    public void The_upper_band_is_there()
    {
        var heard = Decode(Encode(TestSound.Tone(RateHz, 6000, RateHz)));
        Assert.InRange(TestSound.Level(heard.AsSpan(RateHz / 2), RateHz, 6000), 3000, 8000);
    }

    [Fact]
    public void Error_correction_brings_back_a_lost_packet_and_repetition_half_of_it()
    {
        // A sweep: what is repeated is not what was said.
        var sweep = new short[RateHz];
        for (var i = 0; i < sweep.Length; i++) sweep[i] = (short)(9000 * Math.Sin(2 * Math.PI * (200 + 1500.0 * i / RateHz) * i / RateHz));
        var packets = Encode(sweep, terms: OpusTerms.Default with { Fec = true });
        var (whole, recovered, repeated) = (Decode(packets), Holed(packets, fec: true), Holed(packets, fec: false));
        var corrected = SnrInHoles(whole, recovered);
        Assert.InRange(corrected, SnrInHoles(whole, repeated) + 3, 100);
    }

    [Fact]
    public void Silence_between_words_is_not_sent_to_a_peer_that_wants_it_so()
    {
        var pcm = new short[3 * RateHz];
        TestSound.Babble(RateHz, RateHz).CopyTo(pcm, 0);
        Assert.All(Encode(pcm), packet => Assert.NotEmpty(packet));
        var packets = Encode(pcm, terms: OpusTerms.Default with { Dtx = true });
        Assert.All(packets.Take(45), packet => Assert.NotEmpty(packet));
        Assert.InRange(packets.Skip(75).Count(packet => packet.Length > 0), 1, 10);
    }

    [Theory]
    [InlineData(510_000, 18_000, 34_000)]
    [InlineData(12_000, 8_000, 16_000)]
    public void The_bit_rate_stays_below_what_the_peer_takes(int most, int leastBits, int mostBits)
    {
        var packets = Encode(TestSound.Babble(RateHz, 2 * RateHz), terms: OpusTerms.Default with { MaxBitrate = most });
        Assert.InRange(packets.Sum(packet => packet.Length) * 8 / 2, leastBits, mostBits);
    }

    [Fact]
    public void Without_anything_the_hole_fades_and_garbage_is_refused()
    {
        var packets = Encode(TestSound.Tone(RateHz, 440, RateHz));
        using var decoder = new OpusDecoder();
        var pcm = new short[6 * Frame];
        foreach (var packet in packets) decoder.Decode(packet, pcm);
        for (var i = 0; i < 50; i++) Assert.True(decoder.TryConceal([], pcm.AsSpan(0, Frame)));
        Assert.InRange(TestSound.Rms(pcm.AsSpan(0, Frame)), 0, 200);
        Assert.False(decoder.TryConceal([], pcm.AsSpan(0, 13)));
        Assert.Equal(0, decoder.Decode([], pcm));
        Assert.Equal(0, decoder.Decode([0xFF, 0xFF, 0xFF], pcm));
    }

    private static short[] Holed(List<byte[]> packets, bool fec)
    {
        using var decoder = new OpusDecoder();
        var pcm = new short[packets.Count * Frame];
        for (var i = 0; i < packets.Count; i++)
        {
            var samples = pcm.AsSpan(i * Frame, Frame);
            if (IsLost(i)) Assert.True(decoder.TryConceal(fec ? packets[i + 1] : [], samples));
            else decoder.Decode(packets[i], samples);
        }
        return pcm;
    }

    private static bool IsLost(int i) => i % 10 == 8;

    private static double SnrInHoles(short[] whole, short[] holed)
    {
        double signal = 0, noise = 1;
        for (var i = 0; i < whole.Length; i++)
        {
            if (!IsLost(i / Frame)) continue;
            signal += (double)whole[i] * whole[i];
            noise += Math.Pow(whole[i] - holed[i], 2);
        }
        return 10 * Math.Log10(signal / noise);
    }
}
