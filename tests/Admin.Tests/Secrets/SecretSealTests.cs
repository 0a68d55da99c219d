using System.Security.Cryptography;
using System.Text;
using Voxie.Admin.Config;
using Voxie.Admin.Secrets;
using Voxie.Admin.Storage;

namespace Voxie.Admin.Tests.Secrets;

public sealed class SecretSealTests
{
    private static readonly SecretSeal Seal = new(new byte[32]);

    [Fact]
    public void What_is_sealed_is_opened_at_its_place_and_nowhere_else()
    {
        var box = Seal.Seal("pässword", "trunk/a/outbound");
        Assert.True(SecretSeal.IsSealed(box));
        Assert.DoesNotContain("ssword", box, StringComparison.Ordinal);
        Assert.Equal("pässword", Seal.Open(box, "trunk/a/outbound"));
        Assert.NotEqual(box, Seal.Seal("pässword", "trunk/a/outbound"));
        Assert.Throws<StorageException>(() => Seal.Open(box, "trunk/b/outbound"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("sealed:1:")]
    [InlineData("sealed:2:{0}:AAAA")]
    [InlineData("sealed:1:{0}:")]
    [InlineData("sealed:1:{0}:AAAA")]
    [InlineData("sealed:1:{0}:!!")]
    public void What_is_damaged_is_told_and_never_guessed(string box) =>
        Assert.Throws<StorageException>(() => Seal.Open(box.Replace("{0}", Seal.KeyId, StringComparison.Ordinal), "x"));

    [Fact]
    public void Another_key_is_named()
    {
        var other = new SecretSeal(Enumerable.Repeat((byte)1, 32).ToArray());
        var error = Assert.Throws<StorageException>(() => other.Open(Seal.Seal("x", "p"), "p"));
        Assert.Contains(Seal.KeyId, error.Message, StringComparison.Ordinal);
        Assert.Contains("VOXIE_SECRETS_KEY", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_is_made_once_for_its_owner_only_or_given()
    {
        using var folder = new TempFolder();
        var file = folder.Write("voxie.yaml", "");
        var config = ConfigLoader.Load(new Dictionary<string, string> { ["VOXIE_DATA"] = folder.Path }, file);
        var made = SecretsKey.Ensure(config);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.Of(SecretsKey.FileName)));
        Assert.Equal(made.KeyId, SecretsKey.Ensure(config).KeyId);

        var given = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        var other = ConfigLoader.Load(new Dictionary<string, string> { ["VOXIE_DATA"] = folder.Path, ["VOXIE_SECRETS_KEY"] = given }, file);
        Assert.NotEqual(made.KeyId, SecretsKey.Ensure(other).KeyId);
        Assert.DoesNotContain(given, other.ToString(), StringComparison.Ordinal);

        File.WriteAllText(folder.Of(SecretsKey.FileName), "short", Encoding.ASCII);
        Assert.Throws<StorageException>(() => SecretsKey.Ensure(config));
        Assert.Throws<ConfigException>(() => ConfigLoader.Load(new Dictionary<string, string> { ["VOXIE_SECRETS_KEY"] = "short" }, file));
    }
}
