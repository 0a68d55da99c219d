using System.Globalization;
using System.Text;

namespace Voxie.SipGateway.Tests.Fuzz;

/// <summary>
/// Breaks texts that are made of lines (SIP messages, session descriptions) as a bad or hostile sender would: whole lines change place, come
/// twice or from another message, numbers go to their ends, escapes and folds stand where none belong. Then some bytes are broken, too.
/// Texts are handled as Latin-1, so that every byte survives.
/// </summary>
internal sealed class LineMutator(IReadOnlyList<byte[]> seeds, IReadOnlyList<string> words, int mostBytes = 66_000)
{
    private static readonly string[] Numbers =
    [
        "0", "-1", "1", "00000000000000000000000000000001", "255", "256", "65535", "65536", "2147483647", "2147483648", "4294967295", "4294967296",
        "9223372036854775807", "18446744073709551616", "99999999999999999999999999999999", "1e9", "0x10", "+5", " 5", "5 5", "", "\u0665",
    ];

    private static readonly string[] Pieces =
    [
        "%", "%0", "%00", "%0d%0a", "%zz", "%25", "%C0%80", "\\", "\\\"", "\"", "\"\"", "\0", "\t", "\u00C3\u0028", "\u00C0\u0080", "\u00EF\u00BB\u00BF", "\u00ED\u00A0\u0080",
        "\u00E2\u0080\u00A8", "\u0085", "\u00FF", "\r", "\n", "\r\n", "\r\n ", "\r\n\t", "\n ", ":", "::", ";", ";;", ",", ",,", "<", ">", "<>", "=", "@", "?", "*", "&", "#", "[", "]", "[::]", "/", " ", "  ",
    ];

    private readonly Corpora.Mutator _bytes = new(seeds, words);
    private readonly string[] _texts = [.. seeds.Select(Encoding.Latin1.GetString)];

    public byte[] Make(int number)
    {
        var random = new Random(number);
        // A part of them only broken in their bytes: what no grammar would think of.
        if (random.Next(5) == 0)
        {
            return Cut(_bytes.Make(number));
        }

        var text = _texts[random.Next(_texts.Length)];
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var body = end < 0 ? "" : text[(end + 4)..];
        var lines = (end < 0 ? text : text[..end]).Split("\r\n").ToList();
        for (var left = 1 + random.Next(3) * random.Next(2); left > 0; left--)
        {
            Mutate(lines, ref body, random);
        }

        return Cut(Encoding.Latin1.GetBytes(string.Join("\r\n", lines) + (end < 0 ? "" : "\r\n\r\n" + body)));
    }

    private byte[] Cut(byte[] bytes) => bytes.Length <= mostBytes ? bytes : bytes[..mostBytes];

    private void Mutate(List<string> lines, ref string body, Random random)
    {
        var at = random.Next(lines.Count);
        switch (random.Next(18))
        {
            case 0:
                var other = random.Next(lines.Count);
                (lines[at], lines[other]) = (lines[other], lines[at]);
                break;
            case 1:
                lines.Insert(random.Next(lines.Count + 1), lines[at]);
                break;
            case 2 when lines.Count > 1:
                lines.RemoveAt(at);
                break;
            case 3:
                lines[at] = lines[at][..random.Next(lines[at].Length + 1)];
                break;
            case 4 or 5:
                lines[at] = WithNumber(lines[at], random);
                break;
            case 6 or 7:
                lines[at] = lines[at].Insert(random.Next(lines[at].Length + 1), Pieces[random.Next(Pieces.Length)]);
                break;
            case 8:
                lines[at] = lines[at].Insert(random.Next(lines[at].Length + 1), words[random.Next(words.Count)]);
                break;
            case 9:
                lines[at] = Respelled(lines[at], random);
                break;
            case 10 or 11:
                lines.Insert(random.Next(lines.Count + 1), LineOfAnother(random));
                break;
            case 12:
                lines[at] = Joined(lines[at], LineOfAnother(random));
                break;
            case 13:
                body = BodyOfAnother(random);
                break;
            case 14 when body.Length > 0:
                body = random.Next(2) == 0 ? body[..random.Next(body.Length)] : WithNumber(body, random);
                break;
            case 15:
                lines[at] = WithParameter(lines[at], random);
                break;
            case 16:
                lines[at] = lines[at].Replace(lines[at].Length > 0 ? lines[at][random.Next(lines[at].Length)] : 'x', (char)random.Next(256));
                break;
            case 17 when random.Next(20) == 0:
                Grow(lines, at, random);
                break;
        }
    }

    /// <summary>One run of digits goes to an end of some range.</summary>
    private static string WithNumber(string line, Random random)
    {
        var start = random.Next(line.Length + 1);
        start = line.AsSpan(start).IndexOfAnyInRange('0', '9') is var found and >= 0 ? start + found : line.AsSpan().IndexOfAnyInRange('0', '9');
        if (start < 0)
        {
            return line;
        }

        var length = line.AsSpan(start).IndexOfAnyExceptInRange('0', '9');
        return line[..start] + Numbers[random.Next(Numbers.Length)] + (length < 0 ? "" : line[(start + length)..]);
    }

    /// <summary>The name of a header in another case, with spaces, folded.</summary>
    private static string Respelled(string line, Random random)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return line.ToUpperInvariant();
        }

        var (name, value) = (line[..colon], line[(colon + 1)..]);
        return random.Next(6) switch
        {
            0 => name.ToLowerInvariant() + ":" + value,
            1 => name.ToUpperInvariant() + " \t:" + value,
            2 => name + ":\r\n " + value,
            3 => name + ": \r\n\t\r\n " + value,
            4 => name + "\r\n :" + value,
            _ => (name.Length > 0 ? name[..1] : "") + ":" + value,
        };
    }

    private string LineOfAnother(Random random)
    {
        var text = _texts[random.Next(_texts.Length)];
        var start = text.IndexOf('\n', random.Next(text.Length)) + 1;
        var end = text.IndexOf("\r\n", start, StringComparison.Ordinal);
        return end < 0 ? text[start..] : text[start..end];
    }

    private string BodyOfAnother(Random random)
    {
        var text = _texts[random.Next(_texts.Length)];
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return end < 0 ? text[random.Next(text.Length)..] : text[(end + 4)..];
    }

    /// <summary>The values of two headers as one list.</summary>
    private static string Joined(string line, string other) => line + "," + other[(other.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private static string WithParameter(string line, Random random)
    {
        var semicolon = line.IndexOf(';', StringComparison.Ordinal);
        if (semicolon < 0)
        {
            return line + ";x=" + Numbers[random.Next(Numbers.Length)];
        }

        var parameter = line[semicolon..];
        return random.Next(4) switch
        {
            0 => line + parameter,
            1 => line[..semicolon],
            2 => line.Replace("=", "=\"", StringComparison.Ordinal),
            _ => line.Replace(";", "; ;", StringComparison.Ordinal),
        };
    }

    /// <summary>Something becomes very long or very many: limits are there to be reached.</summary>
    private static void Grow(List<string> lines, int at, Random random)
    {
        var line = lines[at];
        switch (random.Next(4))
        {
            case 0:
                lines.InsertRange(at, Enumerable.Repeat(line, random.Next(2, 300)));
                break;
            case 1:
                lines[at] = line + string.Concat(Enumerable.Repeat("," + line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..], random.Next(2, 100)));
                break;
            case 2:
                lines[at] = line + string.Concat(Enumerable.Range(0, random.Next(2, 200)).Select(i => ";p" + i.ToString(CultureInfo.InvariantCulture) + "=1"));
                break;
            default:
                lines[at] = line.Insert(random.Next(line.Length + 1), new string((char)random.Next(33, 127), random.Next(1, 12_000)));
                break;
        }
    }
}
