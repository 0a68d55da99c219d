using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Voxie.SipGateway.Dns;

/// <summary>One question to a name server.</summary>
/// <param name="Id">Random: with the port it keeps others from answering in the server's place (RFC 5452).</param>
/// <param name="Name">In lower case, without the last dot; see <see cref="IsName"/>.</param>
internal sealed record DnsQuery(ushort Id, string Name, DnsRecordType Type)
{
    private const ushort RecursionDesired = 0x0100;
    private const ushort Internet = 1;
    private const ushort Options = 41;

    private static readonly SearchValues<char> NameChars = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>Whether text can be asked for as a name: labels of 1 to 63 letters, digits, hyphens and underscores, in lower case.</summary>
    public static bool IsName(string name) => name.Length is > 0 and <= DnsLimits.NameCharacters
        && !name.AsSpan().ContainsAnyExcept(NameChars)
        && name.Split('.').All(label => label.Length is > 0 and <= DnsLimits.LabelBytes);

    /// <summary>The answer to this question, and to no other.</summary>
    public bool IsAnsweredBy(DnsMessage message) => message.Id == Id && message.QuestionType == Type && message.QuestionName == Name;

    public byte[] ToBytes()
    {
        var bytes = new List<byte>(Name.Length + 32);
        // One question, and one additional record that says how much we take over UDP (RFC 6891 6.1.2).
        foreach (var field in (ReadOnlySpan<ushort>)[Id, RecursionDesired, 1, 0, 0, 1])
        {
            Add(bytes, field);
        }

        foreach (var label in Name.Split('.'))
        {
            bytes.Add((byte)label.Length);
            bytes.AddRange(Encoding.ASCII.GetBytes(label));
        }

        bytes.Add(0);
        Add(bytes, (ushort)Type);
        Add(bytes, Internet);
        bytes.Add(0);
        foreach (var field in (ReadOnlySpan<ushort>)[Options, DnsLimits.UdpBytes, 0, 0, 0])
        {
            Add(bytes, field);
        }

        return [.. bytes];
    }

    private static void Add(List<byte> bytes, ushort value)
    {
        Span<byte> two = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(two, value);
        bytes.AddRange(two);
    }
}
