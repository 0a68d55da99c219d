using Voxie.Pipeline.Providers.Local;
using Voxie.Pipeline.Providers.Local.Dittli;

namespace Voxie.Pipeline.Tests.Providers.Local.Dittli;

public sealed class SpellingModelTests
{
    // What the package's own implementation gives.
    [SpeechModelsFact]
    public void Words_that_nobody_knows_are_guessed()
    {
        var model = SpellingModel.Read(LocalSpeechFixture.Models.Require(LocalModels.DittliSpelling));
        foreach (var (word, phones) in new[]
        {
            ("voxie", "V AA1 K S IY0"), ("kubernetes", "K AH0 B ER1 N AH0 T S"), ("zoomies", "Z UW1 M IY0 Z"), ("blorptastic", "B L AO2 R P T AE1 S T IH0 K"), ("siploadd", "S IH1 P L OW2 D IH0 D"), ("x", "EH1 K S")
        })
            Assert.Equal((word, phones), (word, string.Join(' ', model.Guess(word))));
    }

    [Fact]
    public void What_is_no_model_is_refused()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "{}");
            Assert.Contains(path, Assert.Throws<InvalidDataException>(() => SpellingModel.Read(path)).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
