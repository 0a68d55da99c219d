using Voxie.Pipeline.Providers.Local;
using Voxie.Pipeline.Providers.Local.Dittli;

namespace Voxie.Pipeline.Tests.Providers.Local.Dittli;

public sealed class PronouncingDictionaryTests
{
    [Fact]
    public void Words_are_found_whole()
    {
        var dictionary = PronouncingDictionary.Parse("""{"HELLO":["HH","AH0","L","OW1"],"HO":["HH","OW1"],"":[]}"""u8);
        Assert.Equal(3, dictionary.Count);
        Assert.Equal(["HH", "AH0", "L", "OW1"], dictionary.Find("HELLO")!);
        Assert.Equal(["HH", "OW1"], dictionary.Find("HO")!);
        Assert.Null(dictionary.Find("HELL"));
        Assert.Null(dictionary.Find("hello"));
    }

    [Fact]
    public void What_is_no_dictionary_is_refused()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, """{"HELLO":["HH",""");
            Assert.Contains(path, Assert.Throws<InvalidDataException>(() => PronouncingDictionary.Read(path)).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [SpeechModelsFact]
    public void The_published_dictionary_is_read()
    {
        var dictionary = PronouncingDictionary.Read(LocalSpeechFixture.Models.Require(LocalModels.DittliDictionary));
        Assert.Equal(123463, dictionary.Count);
        Assert.Equal(["D", "OW1", "N", "T"], dictionary.Find("DON'T")!);
    }
}
