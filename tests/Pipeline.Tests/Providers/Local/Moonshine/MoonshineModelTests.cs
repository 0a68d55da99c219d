using Voxie.Pipeline.Providers.Local.Moonshine;
using Voxie.TestKit;

namespace Voxie.Pipeline.Tests.Providers.Local.Moonshine;

[Collection(LocalSpeechGroup.Name)]
public sealed class MoonshineModelTests(LocalSpeechFixture speech)
{
    [HumanSpeechFact]
    public void Human_speech_over_the_telephone_is_understood()
    {
        var total = default(WordErrorRate);
        foreach (var name in new[]
        {
            "auth-incorrect", "cannot-complete-as-dialed", "check-number-dial-again", "demo-thanks", "pbx-transfer", "vm-goodbye",
            "all-circuits-busy-now", "agent-newlocation", "dir-nomatch", "conf-onlyperson", "privacy-prompt", "queue-thankyou",
        })
        {
            var prompt = HumanPrompts.Find(name);
            total += WordErrorRate.Measure(prompt.Text, speech.HearOverTelephone(prompt.Read(), 8000));
        }
        Assert.True(total.Words > 80);
        Assert.True(total.Rate <= 0.03, $"{total.Errors} of {total.Words} words are wrong");
    }

    [HumanSpeechFact]
    public void Spoken_digits_are_not_lost_to_silence()
    {
        // The published decoder answers most of these with nothing.
        var total = default(WordErrorRate);
        foreach (var digits in new[] { "4715", "9030862", "5551728394", "6601", "2847193", "1029384756" })
        {
            short[] spoken = [.. new short[1600], .. digits.SelectMany(digit => HumanPrompts.Find($"digits/{digit}").Read()), .. new short[1600]];
            var heard = speech.HearOverTelephone(spoken, 8000);
            Assert.NotEmpty(heard);
            total += WordErrorRate.Measure(string.Join(' ', digits.AsEnumerable()), heard);
        }
        Assert.True(total.Rate <= 0.1, $"{total.Errors} of {total.Words} digits are wrong");
    }

    [HumanSpeechFact]
    public void The_same_speech_at_16_kHz_is_understood_too()
    {
        var prompt = HumanPrompts.Find("cannot-complete-as-dialed");
        var wide = TelephoneChannel.Resample(prompt.Read(), 8000, 16000);
        Assert.Equal(0, WordErrorRate.Measure(prompt.Text, speech.Moonshine.Transcribe(wide, 16000, WordBias.None, CancellationToken.None)[0]).Errors);
    }

    [SpeechModelsFact]
    public void A_click_is_too_short_for_the_model_and_does_no_harm()
    {
        foreach (var samples in new[] { 1, 100, 1000, 4000 })
            Assert.NotNull(speech.Moonshine.Transcribe(new short[samples], 8000, WordBias.None, CancellationToken.None)[0]);
    }

    [HumanSpeechFact]
    public void A_cancelled_run_stops()
    {
        var prompt = HumanPrompts.Find("basic-pbx-ivr-main").Read();
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => speech.Moonshine.Transcribe(prompt, 8000, WordBias.None, cancelled.Token));

        // In the middle: the run takes a second or so, the cancellation comes from another thread while it goes on.
        using var later = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        Assert.ThrowsAny<OperationCanceledException>(() => speech.Moonshine.Transcribe(prompt, 8000, WordBias.None, later.Token));
    }

    [HumanSpeechFact]
    public void Threads_share_the_model()
    {
        var prompt = HumanPrompts.Find("auth-incorrect");
        var pcm = prompt.Read();
        var texts = new string[4];
        Parallel.For(0, texts.Length, i => texts[i] = speech.HearOverTelephone(pcm, 8000));
        Assert.All(texts, text => Assert.Equal(texts[0], text));
        Assert.Equal(0, WordErrorRate.Measure(prompt.Text, texts[0]).Errors);
    }
}
