using Voxie.SipGateway.Media;

namespace Voxie.SipGateway.Tests.Media;

public class G722Tests
{
    private const int RateHz = 16000;

    private static byte[] Encode(short[] pcm)
    {
        var payload = new byte[pcm.Length / 2];
        Assert.Equal(payload.Length, new G722Encoder().Encode(pcm, payload));
        return payload;
    }

    private static short[] Decode(byte[] payload)
    {
        var pcm = new short[payload.Length * 2];
        var decoder = new G722Decoder();
        for (var i = 0; i < payload.Length; i += 160)
        {
            var part = payload.AsSpan(i, Math.Min(160, payload.Length - i));
            Assert.Equal(2 * part.Length, decoder.Decode(part, pcm.AsSpan(2 * i)));
        }
        return pcm;
    }

    [Theory]
    [InlineData(300, 35)]
    [InlineData(1000, 30)]
    [InlineData(2500, 25)]
    [InlineData(5000, 15)]
    [InlineData(6500, 15)]
    public void A_tone_survives(double hz, double leastDb)
    {
        var tone = TestSound.Tone(RateHz, hz, RateHz);
        var heard = Decode(Encode(tone));
        Assert.InRange(TestSound.Snr(tone.AsSpan(1600), heard.AsSpan(1600), 48), leastDb, 100);
    }

    [Fact]
    public void Something_like_speech_survives_after_the_delay_of_the_filters()
    {
        var speech = TestSound.Babble(RateHz, 2 * RateHz);
        var heard = Decode(Encode(speech));
        // Two filters of 24 taps: 22 samples.
        Assert.InRange(TestSound.Snr(speech, heard.AsSpan(22), 0), 25, 100);
        Assert.InRange(TestSound.Snr(speech, heard.AsSpan(21), 0), -10, 20);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(32767)]
    [InlineData(-32768)]
    public void Constants_and_full_scale_do_not_overflow(short value)
    {
        var heard = Decode(Encode([.. Enumerable.Repeat(value, RateHz)]));
        Assert.InRange(heard[^1] - Math.Clamp((int)value, -32000, 32000), -1500, 1500);
    }

    [Fact]
    public void Silence_stays_silent()
    {
        var heard = Decode(Encode(new short[RateHz]));
        Assert.InRange(TestSound.Rms(heard), 0, 4);
    }

    [Fact]
    public void Any_bytes_are_decoded_and_too_many_refused()
    {
        var random = new Random(3);
        var decoder = new G722Decoder();
        var pcm = new short[1920];
        var payload = new byte[960];
        for (var i = 0; i < 200; i++)
        {
            random.NextBytes(payload);
            Assert.Equal(1920, decoder.Decode(payload, pcm));
        }
        Assert.Equal(0, decoder.Decode(new byte[961], pcm));
        Assert.Equal(0, decoder.Decode([], pcm));
    }

    [Fact]
    public void A_reset_decoder_is_a_new_one()
    {
        var payload = Encode(TestSound.Babble(RateHz, RateHz / 2));
        var decoder = new G722Decoder();
        var (once, again) = (new short[RateHz / 2], new short[RateHz / 2]);
        decoder.Decode(payload, once);
        decoder.Reset();
        decoder.Decode(payload, again);
        Assert.Equal(once, again);
    }

    [Fact]
    public void A_hole_is_recovered_from_within_a_tenth_of_a_second()
    {
        var speech = TestSound.Babble(RateHz, RateHz);
        var payload = Encode(speech);
        var heard = Decode(payload);
        var holed = Decode([.. payload[..4000], .. payload[4160..]]);
        Assert.InRange(TestSound.Snr(heard.AsSpan(8320 + 1600), holed.AsSpan(8000 + 1600), 0), 20, 200);
    }
}
