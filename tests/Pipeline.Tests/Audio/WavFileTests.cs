using Voxie.Pipeline.Audio;

namespace Voxie.Pipeline.Tests.Audio;

public class WavFileTests
{
    private static byte[] Written(short[] samples, int rateHz = 8000, int channels = 1)
    {
        var stream = new MemoryStream();
        using (var writer = new WavWriter(stream, rateHz, channels))
        {
            writer.Write(samples.AsSpan(0, samples.Length / 2));
            writer.Write(samples.AsSpan(samples.Length / 2));
        }
        return stream.ToArray();
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        short[] samples = [0, 1, -1, short.MaxValue, short.MinValue, 42];
        Assert.True(WavFile.TryParse(Written(samples, 22050, 2), out var file, out var error));
        Assert.Equal(WavError.None, error);
        Assert.Equal((22050, 2), (file!.RateHz, file.Channels));
        Assert.Equal(samples, file.Samples.ToArray());
        Assert.Equal([0, -1, short.MinValue], file.ToMono());
    }

    [Fact]
    public void Sizes_in_the_header_are_exact()
    {
        var bytes = Written([1, 2, 3]);
        Assert.Equal(50, bytes.Length);
        Assert.Equal(42, BitConverter.ToInt32(bytes, 4));
        Assert.Equal(6, BitConverter.ToInt32(bytes, 40));
        Assert.Equal(16000, BitConverter.ToInt32(bytes, 28));
    }

    [Fact]
    public void Unknown_chunks_are_stepped_over_and_a_lying_data_size_is_cut_to_what_is_there()
    {
        var plain = Written([7, 8, 9]);
        byte[] odd = [.. plain[..12], .. "LIST"u8, 3, 0, 0, 0, 1, 2, 3, 0, .. plain[12..40], 0xFF, 0xFF, 0xFF, 0xFF, .. plain[44..], 1];
        Assert.True(WavFile.TryParse(odd, out var file, out _));
        Assert.Equal([7, 8, 9], file!.Samples.ToArray());
    }

    [Fact]
    public void The_extensible_form_of_pcm_is_read()
    {
        var plain = Written([5, 6]);
        byte[] format =
        [
            .. "fmt "u8, 40, 0, 0, 0, 0xFE, 0xFF, .. plain[22..36], 22, 0, 16, 0, 4, 0, 0, 0,
            1, 0, 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71,
        ];
        Assert.True(WavFile.TryParse([.. plain[..12], .. format, .. plain[36..]], out var file, out _));
        Assert.Equal([5, 6], file!.Samples.ToArray());
    }

    [Theory]
    [InlineData(0, WavError.NotRiffWave)]
    [InlineData(12, WavError.Truncated)]
    [InlineData(30, WavError.Truncated)]
    [InlineData(36, WavError.NoAudio)]
    [InlineData(44, WavError.NoAudio)]
    [InlineData(45, WavError.NoAudio)]
    public void A_file_cut_short_says_why(int length, WavError expected)
    {
        Assert.False(WavFile.TryParse(Written([1, 2, 3]).AsSpan(0, length), out var file, out var error));
        Assert.Null(file);
        Assert.Equal(expected, error);
    }

    [Theory]
    [InlineData(20, 7)]
    [InlineData(34, 8)]
    [InlineData(22, 0)]
    [InlineData(24, 0, 0, 0, 0)]
    public void Other_formats_are_named_as_such(int offset, params int[] patch)
    {
        var bytes = Written([1, 2, 3]);
        for (var i = 0; i < patch.Length; i++) bytes[offset + i] = (byte)patch[i];
        Assert.False(WavFile.TryParse(bytes, out _, out var error));
        Assert.Equal(WavError.NotPcm16, error);
    }

    [Fact]
    public void No_bytes_whatever_make_it_throw()
    {
        var random = new Random(20);
        var whole = Written([.. Enumerable.Range(0, 50).Select(i => (short)i)]);
        for (var round = 0; round < 5000; round++)
        {
            var bytes = whole[..random.Next(whole.Length + 1)];
            for (var flips = random.Next(6); flips > 0 && bytes.Length > 0; flips--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Assert.Equal(WavFile.TryParse(bytes, out var file, out var error), error == WavError.None);
            if (file is not null) _ = file.ToMono();
        }
    }
}
