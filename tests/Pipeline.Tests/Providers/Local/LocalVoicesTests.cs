using Voxie.Pipeline.Providers.Local;
using Voxie.Pipeline.Speaking;
using Voxie.TestKit;

namespace Voxie.Pipeline.Tests.Providers.Local;

[Collection(LocalSpeechGroup.Name)]
public sealed class LocalVoicesTests(LocalSpeechFixture speech)
{
    [SpeechModelsFact]
    public void Voices_are_chosen_by_name_and_loaded_once()
    {
        using var voices = new LocalVoices(speech.Environment, LocalSpeechFixture.Models, new ManualSpeechPool(), TimeProvider.System);
        Assert.Equal("dittli", voices.NameOf("dittli"));
        Assert.Equal("dittli", voices.NameOf(null));
        Assert.Equal("dittli", voices.NameOf("somebody"));
        Assert.Equal("flite/slt", voices.NameOf("flite"));
        Assert.Equal("flite/rms", voices.NameOf("flite/rms"));
        Assert.Equal(44100, voices.Choose("dittli").RateHz);
        Assert.Same(voices.Choose("flite"), voices.Choose("flite/slt"));
        Assert.All(LocalVoices.Names, name => Assert.True(voices.Choose(name).RateHz > 0));
    }

    [Fact]
    public void Without_its_files_flite_speaks_for_dittli()
    {
        var folder = Directory.CreateTempSubdirectory("voxie-models-");
        try
        {
            using var voices = new LocalVoices(null, new LocalModels(folder.FullName), new ManualSpeechPool(), TimeProvider.System);
            Assert.Equal("flite/slt", voices.NameOf("dittli"));
            Assert.Equal(16000, voices.Choose(null).RateHz);
        }
        finally
        {
            folder.Delete();
        }
    }

    [SpeechModelsFact]
    public async Task A_whole_installation_listens_and_speaks()
    {
        using var pool = new SpeechPool(TimeProvider.System);
        using var local = new LocalSpeech(LocalSpeechFixture.Models, pool, TimeProvider.System);
        await local.WarmAsync("flite", CancellationToken.None);
        Assert.StartsWith("1.", local.RuntimeVersion);

        await using var voice = await local.Voices.Choose("flite").OpenAsync(CancellationToken.None);
        voice.Speak(1, "Please hold the line.", isLast: true);
        var audio = Assert.IsType<SpeechAudio>(await voice.Updates.ReadAsync());
        Assert.Equal(new UtteranceDone(1), await voice.Updates.ReadAsync());

        await using var listener = await local.SpeechToText.OpenAsync(new(8000), CancellationToken.None);
        listener.Write(TelephoneChannel.Pass(audio.Audio.Span, 16000));
        listener.Flush(1, final: true);
        var heard = await listener.Updates.ReadAsync();
        Assert.True(heard.IsFinal);
        Assert.Equal(0, WordErrorRate.Measure("Please hold the line.", heard.Text).Errors);
        Assert.True(pool.Load().Finished >= 3);
    }
}
