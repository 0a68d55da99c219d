using System.Runtime.InteropServices;
using Voxie.SipGateway.Media;

namespace Voxie.SipGateway.Tests.Media;

/// <summary>Against decode tables and three independent encoders, over every code and every sample.</summary>
public class G711Tests
{
    private static byte[] Corpus(string file) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Corpora", "g711", file));

    private static string Prefix(AudioCodec codec) => codec == AudioCodec.Pcmu ? "ulaw" : "alaw";

    private static short[] Decode(AudioCodec codec, params byte[] codes)
    {
        var pcm = new short[codes.Length];
        G711.Decode(codec, codes, pcm);
        return pcm;
    }

    private static byte[] Encode(AudioCodec codec, params short[] pcm)
    {
        var codes = new byte[pcm.Length];
        G711.Encode(codec, pcm, codes);
        return codes;
    }

    private static byte[] AllCodes => [.. Enumerable.Range(0, 256).Select(i => (byte)i)];

    [Theory]
    [InlineData(AudioCodec.Pcmu)]
    [InlineData(AudioCodec.Pcma)]
    public void Every_code_decodes_exactly(object codec)
    {
        var law = (AudioCodec)codec;
        var expected = MemoryMarshal.Cast<byte, short>(Corpus($"{Prefix(law)}-decode-256.s16le")).ToArray();
        Assert.Equal(expected, Decode(law, AllCodes));
    }

    [Theory]
    [InlineData(AudioCodec.Pcmu)]
    [InlineData(AudioCodec.Pcma)]
    public void Encoding_what_was_decoded_gives_the_code_back(object codec)
    {
        var law = (AudioCodec)codec;
        foreach (var code in AllCodes)
        {
            // mu-law has two zeros; ours is the positive one.
            var expected = law == AudioCodec.Pcmu && code == 0x7F ? (byte)0xFF : code;
            Assert.Equal(expected, Encode(law, Decode(law, code))[0]);
        }
    }

    [Theory]
    [InlineData(AudioCodec.Pcmu)]
    [InlineData(AudioCodec.Pcma)]
    public void Every_sample_encodes_as_one_of_three_other_encoders_does(object codec)
    {
        var law = (AudioCodec)codec;
        byte[][] others = [.. new[] { "ffmpeg", "sox", "sun-audioop" }.Select(name => Corpus($"{Prefix(law)}-encode-65536-{name}.bin"))];
        var samples = new short[65536];
        for (var i = 0; i < samples.Length; i++) samples[i] = (short)(i - 32768);
        var codes = Encode(law, samples);
        for (var i = 0; i < codes.Length; i++)
            Assert.True(others.Any(other => other[i] == codes[i]), $"{samples[i]} -> {codes[i]:X2}");
    }

    [Fact]
    public void Silence_is_what_the_line_expects()
    {
        Assert.Equal([0xFF], Encode(AudioCodec.Pcmu, 0));
        Assert.Equal([0xD5], Encode(AudioCodec.Pcma, 0));
    }
}
