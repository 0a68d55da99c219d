using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Tests.Messages;

/// <summary>
/// However a header is spelled, either it is that header or the message is refused: never a message that one reader
/// sees with the header and another without (CVE-2020-28361 passed "X-Bypass : x" by a filter).
/// </summary>
public class HeaderSmugglingTests
{
    private static readonly string[] Names = ["X-Trunk", "P-Asserted-Identity", "Route", "Contact", "Diversion", "m", "r"];

    private static readonly (string Label, Func<string, string> Spell)[] Spellings =
    [
        ("plain", name => $"{name}: <sip:evil@h>"),
        ("space", name => $"{name} : <sip:evil@h>"),
        ("tab", name => $"{name}\t: <sip:evil@h>"),
        ("spaces and tabs", name => $"{name} \t \t:\t <sip:evil@h>"),
        ("no space", name => $"{name}:<sip:evil@h>"),
        ("fold behind the colon", name => $"{name}:\r\n <sip:evil@h>"),
        ("fold before the colon", name => $"{name}\r\n : <sip:evil@h>"),
        ("upper case", name => $"{name.ToUpperInvariant()}: <sip:evil@h>"),
        ("lower case", name => $"{name.ToLowerInvariant()}: <sip:evil@h>"),
        ("leading space", name => $" {name}: <sip:evil@h>"),
        ("bare LF before the colon", name => $"{name}\n: <sip:evil@h>"),
        ("bare CR before the colon", name => $"{name}\r: <sip:evil@h>"),
        ("NUL before the colon", name => $"{name}\0: <sip:evil@h>"),
        ("NUL in the name", name => $"{name[..1]}\0{name[1..]}: <sip:evil@h>"),
        ("NEL before the colon", name => $"{name}\x85: <sip:evil@h>"),
        ("vertical tab before the colon", name => $"{name}\v: <sip:evil@h>"),
        ("no-break space before the colon", name => $"{name}\xA0: <sip:evil@h>"),
        ("behind a bare LF", name => $"X-Harmless: a\n{name}: <sip:evil@h>"),
        ("behind a bare CR", name => $"X-Harmless: a\r{name}: <sip:evil@h>"),
        ("behind a NUL", name => $"X-Harmless: a\0\r\n{name}: <sip:evil@h>"),
        ("behind LF CR", name => $"X-Harmless: a\n\r{name}: <sip:evil@h>"),
        ("behind an escaped LF", name => $"X-Harmless: \"a\\\n{name}: <sip:evil@h>"),
        ("percent escape", name => $"%{(int)name[0]:X2}{name[1..]}: <sip:evil@h>"),
    ];

    public static TheoryData<string, string> Matrix
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var name in Names)
            {
                foreach (var (label, _) in Spellings) data.Add(name, label);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public void A_header_is_seen_or_the_message_is_refused(string name, string label)
    {
        var line = Spellings.Single(spelling => spelling.Label == label).Spell(name);
        var meant = HeaderNames.Of(name);
        if (!SipParser.TryParse(MessageText.Bytes(MessageText.Options(line)), out var message, out _))
        {
            Assert.NotEqual("plain", label);
            return;
        }

        if (label == "percent escape")
        {
            // RFC 4475 3.1.1.5: escapes mean nothing in a name, so this is some other header, to us and to the next reader.
            Assert.False(message.Headers.Contains(meant));
            return;
        }

        Assert.Equal(["<sip:evil@h>"], message.Headers.All(meant));
        Assert.True(SipParser.TryParse(SipWriter.ToBytes(message), out var forwarded, out _));
        Assert.Equal(message, forwarded);
        Assert.Contains(forwarded.Headers, header => header.Name.Equals(meant, StringComparison.OrdinalIgnoreCase) && header.Value == "<sip:evil@h>");
    }

    [Theory]
    [InlineData("X\r\nVia", "a")]
    [InlineData("X:Y", "a")]
    [InlineData("", "a")]
    [InlineData("X", "a\r\nVia: b")]
    [InlineData("X", "a\nb")]
    [InlineData("X", "a\rb")]
    public void We_cannot_be_made_to_write_a_header_line_by_a_value(string name, string value) =>
        Assert.Throws<ArgumentException>(() => SipHeaders.Empty.Add(name, value));
}
