using Voxie.SipGateway.Rtp;

namespace Voxie.SipGateway.Tests.Rtp;

/// <summary>
/// A script is a list of packets "timestamp:key[!]duration@ms"; "!" is the end bit, "wait@ms" lets time pass. The outcome is the keys
/// with their durations.
/// </summary>
public class DigitCollectorTests
{
    private static string Run(DigitCollector collector, string script)
    {
        var presses = new List<string>();
        void Add(KeyPress? press)
        {
            if (press is { } p) presses.Add($"{p.Digit}{p.Duration}");
        }
        foreach (var step in script.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = step.Split('@');
            var now = long.Parse(at[1]) * 1_000_000;
            if (at[0] == "wait")
            {
                Add(collector.Expire(now));
                continue;
            }
            var parts = at[0].Split(':');
            TelephoneEvent.TryGetCode(parts[1][0], out var code);
            var end = parts[1][1] == '!';
            var duration = ushort.Parse(parts[1][(end ? 2 : 1)..]);
            var press = collector.Take(uint.Parse(parts[0]), new TelephoneEvent(code, end, 10, duration), now, out var before);
            Add(before);
            Add(press);
        }
        return string.Join(' ', presses);
    }

    [Theory]
    [InlineData("1000:5160@0 1000:5320@20 1000:5!480@40 1000:5!480@40 1000:5!480@40", "5480", "three ends are one digit")]
    [InlineData("1000:5!480@40", "5480", "only an end came")]
    [InlineData("1000:5160@0 1000:5320@20 wait@200 wait@220", "5320", "all ends lost: silence ends it")]
    [InlineData("1000:5160@0 1000:5320@20 3000:7160@150 3000:7!480@190", "5320 7480", "all ends lost: the next key ends it")]
    [InlineData("1000:5160@0 3000:7!480@190", "5160 7480", "all ends lost, and of the next key only the end came")]
    [InlineData("1000:5!480@40 3000:5!480@200", "5480 5480", "the same key twice")]
    [InlineData("1000:5!480@40 3000:7160@200 1000:5!480@201 3000:7!480@240", "5480 7480", "an old end comes late")]
    [InlineData("1000:5320@20 1000:5160@25 1000:5!480@40", "5480", "reordered updates")]
    [InlineData("1000:5!480@40 1000:5320@45", "5480", "an update behind the end")]
    [InlineData("4294967000:1!400@0 200:2!400@200", "1400 2400", "the timestamp wraps")]
    [InlineData("0:#160@0 0:#65535@8000 65535:#160@8020 65535:#!1600@8200", "#67135", "a long press goes on as a new segment")]
    [InlineData("0:#160@0 0:#65535@8000 65535:*!1600@8200", "#65535 *1600", "another key at that moment is another press")]
    [InlineData("0:A!800@0 900:B!800@200 1800:C!800@400 2700:D!800@600 3600:*!800@800 4500:#!800@1000", "A800 B800 C800 D800 *800 #800", "all the rare keys")]
    public void One_key_press_is_one_digit(string script, string digits, string because)
    {
        Assert.Equal(digits, Run(new DigitCollector(), script));
        Assert.NotEmpty(because);
    }

    [Fact]
    public void Events_that_are_no_keys_are_passed_over()
    {
        var collector = new DigitCollector();
        for (var code = 16; code < 256; code++)
            Assert.Null(collector.Take((uint)code, new TelephoneEvent((byte)code, true, 10, 400), code, out _));
        Assert.Equal("5400", Run(collector, "9000:5!400@1000"));
    }

    [Fact]
    public void More_than_twenty_in_a_second_are_no_fingers()
    {
        var collector = new DigitCollector();
        var script = string.Join(' ', Enumerable.Range(0, 50).Select(i => $"{1000 + i * 400}:5!100@{i * 10}"));
        Assert.Equal(20, Run(collector, script).Split(' ').Length);
        Assert.Equal(30, collector.Refused);
        Assert.Equal("7100", Run(collector, "90000:7!100@1500"));
    }

    [Fact]
    public void A_new_source_begins_with_any_timestamp_and_ends_what_was_pressed()
    {
        var collector = new DigitCollector();
        Run(collector, "50000:3160@0");
        Assert.Equal(new KeyPress('3', 160), collector.Restart(20_000_000));
        Assert.Equal("4400", Run(collector, "10:4!400@40"));
    }

    [Theory]
    [InlineData("05 8A 06 40", '5', true, 10, 1600)]
    [InlineData("0B 0A 00 A0", '#', false, 10, 160)]
    [InlineData("00 FF FF FF 00 00", '0', true, 63, 65535)]
    public void The_four_bytes_mean(string payload, char digit, bool end, int volume, int duration)
    {
        var bytes = Convert.FromHexString(payload.Replace(" ", ""));
        Assert.True(TelephoneEvent.TryParse(bytes, out var parsed));
        Assert.Equal((digit, end, volume, duration), (parsed.Digit!.Value, parsed.End, parsed.Volume, parsed.Duration));
        var written = new byte[4];
        parsed.Write(written);
        Assert.Equal(bytes[0], written[0]);
        Assert.Equal(bytes[1] & 0xBF, written[1]);
        Assert.Equal(bytes[2..4], written[2..]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("058A06")]
    public void Fewer_bytes_are_no_event(string payload) => Assert.False(TelephoneEvent.TryParse(Convert.FromHexString(payload), out _));

    [Fact]
    public void Random_events_never_throw_and_never_exceed_the_rate()
    {
        var random = new Random(4733);
        var collector = new DigitCollector();
        var payload = new byte[4];
        var digits = 0;
        for (var i = 0; i < 100_000; i++)
        {
            random.NextBytes(payload);
            payload[0] = (byte)random.Next(20);
            Assert.True(TelephoneEvent.TryParse(payload, out var parsed));
            if (collector.Take((uint)random.NextInt64(), parsed, i * 100_000L, out var before) is not null) digits++;
            if (before is not null) digits++;
            if (collector.Expire(i * 100_000L) is not null) digits++;
        }
        Assert.InRange(digits, 1, 11 * 20);
    }
}
