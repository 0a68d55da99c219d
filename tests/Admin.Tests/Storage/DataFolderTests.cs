using Voxie.Admin.Journal;
using Voxie.Admin.Storage;

namespace Voxie.Admin.Tests.Storage;

public sealed class DataFolderTests
{
    [Fact]
    public void A_second_node_on_the_same_folder_is_refused_until_the_first_has_gone()
    {
        using var folder = new TempFolder();
        using (DataFolder.Hold(folder.Of("d")))
        {
            var error = Assert.Throws<StorageException>(() => DataFolder.Hold(folder.Of("d")));
            Assert.Contains("in use by another voxie", error.Message, StringComparison.Ordinal);
        }
        DataFolder.Hold(folder.Of("d")).Dispose();
    }

    [Fact]
    public void Each_start_is_a_new_epoch_of_the_same_node()
    {
        using var folder = new TempFolder();
        var first = NodeIdentity.Next(folder.Path, () => "node-a");
        var second = NodeIdentity.Next(folder.Path, () => "node-b");
        Assert.Equal(new NodeIdentity("node-a", 1), first);
        Assert.Equal(new NodeIdentity("node-a", 2), second);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("{\"id\":\"a\",\"epoch\":0}")]
    public void A_damaged_identity_stops_the_start(string text)
    {
        using var folder = new TempFolder();
        folder.Write("node.json", text);
        var error = Assert.Throws<StorageException>(() => NodeIdentity.Next(folder.Path, () => "n"));
        Assert.Contains("node.json is damaged", error.Message, StringComparison.Ordinal);
    }
}
