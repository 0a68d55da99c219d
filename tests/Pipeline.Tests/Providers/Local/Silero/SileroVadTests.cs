using Voxie.Pipeline.Listening;
using Voxie.Pipeline.Providers.Local.Silero;
using Voxie.TestKit;

namespace Voxie.Pipeline.Tests.Providers.Local.Silero;

[Collection(LocalSpeechGroup.Name)]
public sealed class SileroVadTests(LocalSpeechFixture speech)
{
    private const float SpeechOn = 0.5f;

    [HumanSpeechFact]
    public void Human_speech_is_speech_and_the_line_around_it_is_not()
    {
        using var vad = speech.NewSilero();
        var hiss = Hiss(16000, amplitude: 20);
        foreach (var name in new[] { "auth-incorrect", "vm-goodbye", "privacy-prompt", "digits/7", "conf-invalidpin" })
        {
            var heard = TelephoneChannel.Pass([.. hiss, .. HumanPrompts.Find(name).Read(), .. hiss], 8000);
            var probabilities = Probabilities(vad, heard);
            var before = probabilities[..(hiss.Length / 256 - 1)];
            Assert.All(before, p => Assert.True(p < SpeechOn, $"{name}: {p} before it speaks"));
            Assert.Contains(probabilities, p => p > 0.9f);
            Assert.All(probabilities[^20..], p => Assert.True(p < SpeechOn, $"{name}: {p} after it spoke"));
        }
    }

    [SpeechModelsFact]
    public void Silence_hiss_and_tones_are_not_speech()
    {
        using var vad = speech.NewSilero();
        var tone = new short[24000];
        for (var i = 0; i < tone.Length; i++) tone[i] = (short)(8000 * Math.Sin(2 * Math.PI * 440 * i / 8000));
        Assert.All(Probabilities(vad, new short[24000]), p => Assert.True(p < SpeechOn));
        Assert.All(Probabilities(vad, Hiss(24000, amplitude: 400)), p => Assert.True(p < SpeechOn));
        // The onset of a tone may look like speech for a moment.
        Assert.True(Probabilities(vad, tone).Count(p => p >= SpeechOn) < 10);
    }

    [HumanSpeechFact]
    public void A_row_of_a_batch_equals_that_call_alone()
    {
        using var vad = speech.NewSilero();
        var calls = HumanPrompts.Sentences().Where(prompt => prompt.Seconds > 3).Take(SileroVad.MostRows + 6).Select(prompt => prompt.Read()).ToArray();
        var together = calls.Select(_ => vad.NewStream()).ToArray();
        var alone = calls.Select(_ => vad.NewStream()).ToArray();
        for (var window = 0; window < 20; window++)
        {
            for (var call = 0; call < calls.Length; call++)
            {
                var samples = calls[call].AsSpan(window * 256, 256);
                samples.CopyTo(together[call].Window);
                samples.CopyTo(alone[call].Window);
                vad.Detect([alone[call]]);
            }
            vad.Detect(together);
            for (var call = 0; call < calls.Length; call++)
                Assert.Equal(alone[call].Probability, together[call].Probability, tolerance: 1e-4);
        }
    }

    [HumanSpeechFact]
    public void A_warm_pass_allocates_nothing()
    {
        using var vad = speech.NewSilero();
        var streams = Enumerable.Range(0, 8).Select(_ => vad.NewStream()).ToArray();
        vad.Detect(streams);
        Assert.Equal(0, Allocations.Steady(() =>
        {
            for (var i = 0; i < 50; i++) vad.Detect(streams);
        }));
    }

    internal static float[] Probabilities(IVoiceActivityDetector vad, short[] pcm)
    {
        var stream = vad.NewStream();
        var result = new float[pcm.Length / vad.WindowSamples];
        for (var window = 0; window < result.Length; window++)
        {
            pcm.AsSpan(window * vad.WindowSamples, vad.WindowSamples).CopyTo(stream.Window);
            vad.Detect([stream]);
            result[window] = stream.Probability;
        }
        return result;
    }

    internal static short[] Hiss(int samples, int amplitude)
    {
        var random = new Random(7);
        return [.. Enumerable.Range(0, samples).Select(_ => (short)random.Next(-amplitude, amplitude + 1))];
    }
}
