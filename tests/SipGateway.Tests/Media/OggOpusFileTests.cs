using System.Buffers.Binary;
using Voxie.SipGateway.Media;

namespace Voxie.SipGateway.Tests.Media;

/// <summary>Opus in Ogg, read back page by page and by libopus.</summary>
public sealed unsafe class OggOpusFileTests
{
    private const int Hz = 8000;

    /// <summary>Left 400 Hz, right silence, then the other way round with 900 Hz, a second each.</summary>
    private static short[] Sound() =>
        [.. Enumerable.Range(0, 2 * Hz).SelectMany(i => i < Hz
            ? (short[])[(short)(8000 * Math.Sin(2 * Math.PI * 400 * i / Hz)), 0]
            : [0, (short)(8000 * Math.Sin(2 * Math.PI * 900 * i / Hz))])];

    private static byte[] Write(short[] samples, int piece, bool finish = true)
    {
        using var stream = new MemoryStream();
        using var file = new OggOpusFile(stream, Hz);
        for (var at = 0; at < samples.Length; at += piece) file.Write(samples.AsSpan(at, Math.Min(piece, samples.Length - at)));
        if (finish) file.Finish();
        return stream.ToArray();
    }

    private static List<(byte[] Page, long Position, bool IsLast)> Pages(byte[] file)
    {
        var pages = new List<(byte[], long, bool)>();
        for (var at = 0; at < file.Length;)
        {
            var length = OggPages.Measure(file.AsSpan(at), out var position, out var isLast);
            Assert.NotEqual(0, length);
            pages.Add((file[at..(at + length)], position, isLast));
            at += length;
        }
        return pages;
    }

    private static IEnumerable<byte[]> Packets(byte[] page)
    {
        var at = 27 + page[26];
        var length = 0;
        for (var i = 0; i < page[26]; i++)
        {
            length += page[27 + i];
            if (page[27 + i] == 255) continue;
            yield return page[at..(at + length)];
            at += length;
            length = 0;
        }
    }

    private static short[] Decode(byte[] file)
    {
        var decoder = Opus.DecoderCreate(Hz, 2, out _);
        var samples = new List<short>();
        var pcm = new short[2 * Hz];
        foreach (var packet in Pages(file).Skip(2).SelectMany(page => Packets(page.Page)))
        {
            fixed (byte* bytes = packet)
            fixed (short* to = pcm)
            {
                var decoded = Opus.Decode(decoder, bytes, packet.Length, to, Hz, 0);
                Assert.Equal(Hz / 50, decoded);
                samples.AddRange(pcm.AsSpan(0, 2 * decoded));
            }
        }
        Opus.DecoderDestroy(decoder);
        return [.. samples];
    }

    private static double Level(short[] samples, int channel, int from, int to) =>
        Math.Sqrt(Enumerable.Range(from, to - from).Average(i => (double)samples[2 * i + channel] * samples[2 * i + channel]));

    [Theory]
    [InlineData(8000)]
    [InlineData(320)]
    [InlineData(50)]
    public void Both_channels_come_back_apart_and_the_end_is_exact(int piece)
    {
        var file = Write(Sound()[..^100], piece);
        var pages = Pages(file);
        Assert.Equal("OpusHead", System.Text.Encoding.ASCII.GetString(pages[0].Page, 28, 8));
        Assert.Equal(2, pages[0].Page[37]);
        Assert.Equal("OpusTags", System.Text.Encoding.ASCII.GetString(pages[1].Page, 28, 8));
        var preSkip = BinaryPrimitives.ReadUInt16LittleEndian(pages[0].Page.AsSpan(38));
        Assert.True(pages[^1].IsLast);
        Assert.Equal(preSkip + (2 * Hz - 50) * 6, pages[^1].Position);
        Assert.Equal((Hz, TimeSpan.FromSeconds((2 * Hz - 50) / (double)Hz), file.Length), OggOpusFile.Inspect(file));

        var back = Decode(file);
        Assert.InRange(Level(back, 0, 1000, 7500), 4500, 6500);
        Assert.InRange(Level(back, 1, 1000, 7500), 0, 100);
        Assert.InRange(Level(back, 1, 9000, 15500), 4500, 6500);
        Assert.InRange(Level(back, 0, 9000, 15500), 0, 100);
    }

    [Fact]
    public void A_file_that_was_cut_off_holds_up_to_its_last_whole_page()
    {
        var file = Write(Sound(), 8000, finish: false);
        var pages = Pages(file);
        Assert.Equal(2 + 4, pages.Count);
        var found = OggOpusFile.Inspect(file.AsSpan(0, file.Length - 5))!.Value;
        Assert.Equal(file.Length - pages[^1].Page.Length, found.Bytes);
        Assert.InRange(found.Length.TotalSeconds, 1.48, 1.5);
        Assert.Null(OggOpusFile.Inspect(file.AsSpan(0, 40)));
        Assert.Null(OggOpusFile.Inspect([]));
    }

    [Fact]
    public void A_damaged_page_is_seen()
    {
        var page = Pages(Write(Sound(), 8000))[3].Page;
        page[^1] ^= 1;
        Assert.Equal(0, OggPages.Measure(page, out _, out _));
    }
}
