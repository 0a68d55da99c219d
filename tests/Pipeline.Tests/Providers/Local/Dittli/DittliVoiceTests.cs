using Voxie.Pipeline.Audio;
using Voxie.Pipeline.Providers.Local;
using Voxie.TestKit;

namespace Voxie.Pipeline.Tests.Providers.Local.Dittli;

[Collection(LocalSpeechGroup.Name)]
public sealed class DittliVoiceTests(LocalSpeechFixture speech)
{
    [SpeechModelsFact]
    public void What_it_says_is_understood_over_the_telephone()
    {
        Assert.Equal(44100, speech.Dittli.RateHz);
        var total = default(WordErrorRate);
        foreach (var sentence in TelephoneSentences.All)
            total += WordErrorRate.Measure(sentence, speech.HearVoice(speech.Dittli, sentence));
        // Its expression is random, so a word more or less may be lost.
        Assert.True(total.Rate <= 0.12, $"{total.Errors} of {total.Words} words are wrong");
    }

    [SpeechModelsFact]
    public void Speech_begins_at_once()
    {
        foreach (var sentence in TelephoneSentences.All)
        {
            var audio = SpeechTrim.Trim(speech.Dittli.Synthesise(sentence, CancellationToken.None), 44100);
            // Within 40 ms something stands above -60 dBFS.
            Assert.True(PcmMath.Peak(audio.Span[..(44100 * 40 / 1000)]) > 32);
            Assert.InRange(audio.Length / 44100.0, 0.5, 10);
        }
    }

    [SpeechModelsFact]
    public void Nothing_to_pronounce_is_no_audio()
    {
        Assert.Empty(speech.Dittli.Synthesise("...", CancellationToken.None));
        Assert.Empty(speech.Dittli.Synthesise("", CancellationToken.None));
    }

    [SpeechModelsFact]
    public void A_cancelled_run_stops()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => speech.Dittli.Synthesise("One moment please.", cancelled.Token));
    }
}
