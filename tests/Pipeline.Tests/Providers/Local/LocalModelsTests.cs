using Voxie.Pipeline.Providers.Local;

namespace Voxie.Pipeline.Tests.Providers.Local;

public sealed class LocalModelsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("voxie-models-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_missing_file_is_named_with_its_remedy()
    {
        var models = new LocalModels(_folder);
        var error = Assert.Throws<ModelFileMissingException>(() => models.Require(LocalModels.SileroVad));
        Assert.Contains(models.PathOf(LocalModels.SileroVad), error.Message);
        Assert.Contains("npm ci", error.Message);
        Assert.False(models.Has(LocalModels.SileroVad));
    }

    [Fact]
    public void Local_speech_without_models_says_what_is_missing()
    {
        using var pool = new SpeechPool(TimeProvider.System, threads: 1);
        var error = Assert.Throws<ModelFileMissingException>(() => new LocalSpeech(new LocalModels(_folder), pool, TimeProvider.System));
        Assert.Equal(LocalModels.OnnxRuntime, error.File);
    }

    [Fact]
    public async Task A_file_is_good_missing_or_altered()
    {
        var models = new LocalModels(_folder);
        var file = new ModelFile("test", "some/file.bin", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        Assert.Equal(ModelFileState.Missing, await models.VerifyAsync(file, CancellationToken.None));
        Directory.CreateDirectory(Path.Combine(_folder, "some"));
        await File.WriteAllTextAsync(models.PathOf(file), "abc");
        Assert.Equal(ModelFileState.Good, await models.VerifyAsync(file, CancellationToken.None));
        await File.WriteAllTextAsync(models.PathOf(file), "abd");
        Assert.Equal(ModelFileState.Altered, await models.VerifyAsync(file, CancellationToken.None));
    }

    [SpeechModelsFact]
    public async Task The_installed_files_are_the_ones_we_know()
    {
        foreach (var file in LocalModels.Files)
            Assert.Equal((file, ModelFileState.Good), (file, await LocalSpeechFixture.Models.VerifyAsync(file, CancellationToken.None)));
    }
}
