using System.Security.Cryptography;
using System.Text;
using Voxie.Admin.Recordings;

namespace Voxie.Admin.Tests.Recordings;

public sealed class SealedStreamTests
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly MemoryStream _file = new();

    private RecordingKeys Keys => new(_key);

    /// <summary>The file as it lies on the disk, opened anew.</summary>
    private SealedStream Reopen(bool writable = false, RecordingKeys? keys = null) =>
        SealedStream.TryOpen(new MemoryStream(_file.ToArray()), keys ?? Keys, writable, out _)!;

    private static byte[] Random(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private static byte[] ReadAll(Stream stream)
    {
        var all = new MemoryStream();
        stream.Position = 0;
        stream.CopyTo(all);
        return all.ToArray();
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(16_384, 16_384)]
    [InlineData(100_000, 777)]
    [InlineData(65_536, 8_192)]
    [InlineData(50_000, 50_000)]
    public void What_is_flushed_is_on_the_disk_whole_and_sealed(int length, int piece)
    {
        var content = Random(length);
        var stream = SealedStream.Create(_file, Keys);
        for (var at = 0; at < length; at += piece)
        {
            var end = Math.Min(length, at + piece);
            stream.Write(content.AsSpan(at, end - at));
            stream.Flush();
            using var cut = Reopen();
            Assert.Equal(end, cut.Length);
            Assert.Equal(content[..end], ReadAll(cut));
        }
        Assert.DoesNotContain(Convert.ToHexString(content.AsSpan(0, Math.Min(16, length))), length < 16 ? "" : Convert.ToHexString(_file.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_part_of_it_can_be_read_and_the_beginning_be_written_again()
    {
        var content = Random(70_000);
        using (var stream = SealedStream.Create(_file, Keys))
        {
            stream.Write(content);
            stream.Position = 4;
            stream.Write("RIFF"u8);
            Assert.Equal(70_000, stream.Length);
        }
        "RIFF"u8.CopyTo(content.AsSpan(4));
        using var read = Reopen();
        foreach (var (at, length) in ((int, int)[])[(0, 10), (16_380, 10), (16_384, 1), (69_999, 1), (30_000, 35_000), (0, 70_000)])
        {
            var part = new byte[length];
            read.Seek(at, SeekOrigin.Begin);
            read.ReadExactly(part);
            Assert.Equal(content.AsSpan(at, length).ToArray(), part);
        }
        read.Position = 70_000;
        Assert.Equal(0, read.Read(new byte[10]));
    }

    [Fact]
    public void Without_the_key_it_cannot_be_opened_and_with_an_old_one_it_can()
    {
        using (var stream = SealedStream.Create(_file, Keys)) stream.Write("a secret"u8);
        var other = RandomNumberGenerator.GetBytes(32);
        Assert.Null(SealedStream.TryOpen(new MemoryStream(_file.ToArray()), new RecordingKeys(other), false, out var keyId));
        Assert.Equal(Keys.CurrentId, keyId);
        using var opened = Reopen(keys: new RecordingKeys(other, _key));
        Assert.Equal("a secret", Encoding.ASCII.GetString(ReadAll(opened)));
    }

    [Fact]
    public void No_byte_of_it_can_be_changed_or_moved_unseen()
    {
        using (var stream = SealedStream.Create(_file, Keys)) stream.Write(Random(40_000));
        var chunk = SealedStream.ChunkBytes + 28;
        foreach (var at in (int[])[SealedStream.HeadBytes, SealedStream.HeadBytes + 20, SealedStream.HeadBytes + 1000, SealedStream.HeadBytes + chunk + 5])
        {
            var bytes = _file.ToArray();
            bytes[at] ^= 1;
            using var changed = SealedStream.TryOpen(new MemoryStream(bytes), Keys, false, out _)!;
            Assert.ThrowsAny<CryptographicException>(() => ReadAll(changed));
        }
        var swapped = _file.ToArray();
        var first = swapped.AsSpan(SealedStream.HeadBytes, chunk).ToArray();
        swapped.AsSpan(SealedStream.HeadBytes + chunk, chunk).CopyTo(swapped.AsSpan(SealedStream.HeadBytes));
        first.CopyTo(swapped.AsSpan(SealedStream.HeadBytes + chunk));
        using var moved = SealedStream.TryOpen(new MemoryStream(swapped), Keys, false, out _)!;
        Assert.ThrowsAny<CryptographicException>(() => ReadAll(moved));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(1_000)]
    [InlineData(7_000)]
    public void A_torn_end_is_cut_off_and_what_stands_before_it_is_kept(int torn)
    {
        var content = Random(40_000);
        using (var stream = SealedStream.Create(_file, Keys)) stream.Write(content);
        var bytes = _file.ToArray()[..^torn];
        using var repaired = SealedStream.TryOpen(new MemoryStream(bytes), Keys, writable: true, out _)!;
        repaired.TrimTorn();
        Assert.Equal(content[..32_768], ReadAll(repaired));
    }

    [Fact]
    public void The_same_chunk_is_never_sealed_with_the_same_nonce_again()
    {
        var nonces = new HashSet<string>();
        using var stream = SealedStream.Create(_file, Keys);
        for (var i = 0; i < 100; i++)
        {
            stream.WriteByte((byte)i);
            stream.Flush();
            Assert.True(nonces.Add(Convert.ToHexString(_file.ToArray().AsSpan(SealedStream.HeadBytes, 12))));
        }
    }
}
