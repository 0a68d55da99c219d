using Voxie.Pipeline.Providers.Local;
using Voxie.Pipeline.Providers.Local.Flite;
using Voxie.TestKit;

namespace Voxie.Pipeline.Tests.Providers.Local.Flite;

[Collection(LocalSpeechGroup.Name)]
public sealed class FliteVoiceTests(LocalSpeechFixture speech)
{
    [Theory]
    [InlineData("slt")]
    [InlineData("rms")]
    [InlineData("kal16")]
    public void Each_voice_speaks(string name)
    {
        var voice = new FliteVoice(name);
        Assert.Equal($"flite/{name}", voice.Name);
        var audio = SpeechTrim.Trim(voice.Synthesise("Thank you for calling, how can I help you today?", CancellationToken.None), voice.RateHz);
        Assert.InRange(audio.Length / (double)voice.RateHz, 1.5, 5);
    }

    [Fact]
    public void A_voice_that_is_not_installed_is_named_with_its_remedy()
    {
        var error = Assert.Throws<FliteMissingException>(() => new FliteVoice("nobody"));
        Assert.Contains("libflite_cmu_us_nobody", error.Message);
        Assert.Contains("apt-get install libflite1", error.Message);
    }

    [Fact]
    public void Nothing_to_pronounce_is_no_error() => Assert.NotNull(new FliteVoice("slt").Synthesise("...", CancellationToken.None));

    [Fact]
    public void Threads_take_turns()
    {
        var voice = new FliteVoice("slt");
        var lengths = new int[8];
        Parallel.For(0, lengths.Length, i => lengths[i] = voice.Synthesise("One moment please.", CancellationToken.None).Length);
        Assert.All(lengths, length => Assert.Equal(lengths[0], length));
    }

    [SpeechModelsFact]
    public void What_it_says_is_understood_over_the_telephone()
    {
        var voice = new FliteVoice("slt");
        var total = default(WordErrorRate);
        foreach (var sentence in TelephoneSentences.All)
            total += WordErrorRate.Measure(sentence, speech.HearVoice(voice, sentence));
        // Its breath is random, so a word more or less may be lost.
        Assert.True(total.Rate <= 0.12, $"{total.Errors} of {total.Words} words are wrong");
    }
}
