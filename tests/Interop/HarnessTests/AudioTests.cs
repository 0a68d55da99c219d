using System.Buffers.Binary;
using Voxie.Interop.Audio;
using Voxie.Interop.Harness;
using Voxie.Interop.Rtp;

namespace Voxie.Interop.HarnessTests;

/// <summary>The measuring tools measure right: without that, no other result here means anything.</summary>
public sealed class AudioTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    // ITU-T G.711: silence, both signs and full scale of either law.
    [Theory]
    [InlineData(0, 0xFF, 0xD5)]
    [InlineData(32635, 0x80, 0xAA)]
    [InlineData(-32635, 0x00, 0x2A)]
    [InlineData(1000, 0xCE, 0xFA)]
    public void G711_gives_the_codes_of_the_standard(short sample, byte muLaw, byte aLaw)
    {
        Assert.Equal(muLaw, G711.EncodeMuLaw(sample));
        Assert.Equal(aLaw, G711.EncodeALaw(sample));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    public void Every_code_survives_a_round_trip(int payloadType)
    {
        var codes = Enumerable.Range(0, 256).Select(code => (byte)code).Where(code => payloadType == 8 || code != 0x7F).ToArray();

        // 0x7F is mu-law's negative zero, which encodes as positive zero.
        Assert.Equal(codes, G711.Encode(G711.Decode(codes, payloadType), payloadType));
    }

    [Fact]
    public void A_wav_is_read_back_as_written()
    {
        var tone = Sound.Tone(600, 0.5);
        Wav.Write(_workspace.File("tone.wav"), tone);

        Assert.Equal(tone, Wav.Read(_workspace.File("tone.wav")));
    }

    [Fact]
    public void A_tone_is_told_from_its_neighbours()
    {
        var tone = Sound.Tone(600, 1);

        Assert.InRange(Sound.ToneShare(tone, 600), 0.99, 1.01);
        Assert.InRange(Sound.ToneShare(tone, 500), 0, 0.01);
        Assert.InRange(Sound.ToneShare(tone, 602), 0, 0.1);
    }

    [Fact]
    public void Speech_is_found_between_silences()
    {
        var samples = Sound.Join(Sound.Silence(1), Sound.Tone(300, 0.5), Sound.Silence(2));

        Assert.Equal((8000, 12000), Sound.Speech(samples));
        Assert.Equal(2, Sound.LongestSilence(samples), 0.021);
    }

    [Fact]
    public void A_capture_holds_one_rtp_packet_for_each_20_ms()
    {
        var path = _workspace.File("tone.pcap");
        Pcap.Write(path, Sound.Tone(600, 1), payloadType: 8);
        var file = File.ReadAllBytes(path);

        Assert.Equal(24 + (50 * (16 + 14 + 20 + 8 + 12 + 160)), file.Length);
        for (var i = 0; i < 50; i++)
        {
            var record = file.AsSpan(24 + (i * 230), 230);
            Assert.Equal(i * 20_000, BinaryPrimitives.ReadInt32LittleEndian(record[4..]));
            Assert.True(RtpView.TryRead(record[(16 + 14 + 20 + 8)..], out var rtp));
            Assert.Equal((8, i == 0, i + 1, (uint)(i * 160), 160), (rtp.PayloadType, rtp.Marker, rtp.Sequence, rtp.Timestamp, rtp.Payload.Length));
        }
    }
}
