using System.Text;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Tests.Messages;

/// <summary>Messages for tests, as text.</summary>
internal static class MessageText
{
    /// <summary>A plain OPTIONS with more header lines (no line ends) after the ordinary ones.</summary>
    public static string Options(params string[] more) => Request("OPTIONS sip:agent@example.com SIP/2.0", Ordinary, more);

    /// <summary>An OPTIONS whose header of one name is replaced, or left out when the line is null.</summary>
    public static string OptionsWith(string name, string? line)
    {
        var headers = Ordinary.Where(header => !header.StartsWith(name + ":", StringComparison.Ordinal));
        return Request("OPTIONS sip:agent@example.com SIP/2.0", line == null ? headers : headers.Append(line));
    }

    public static string Request(string startLine, IEnumerable<string> headers, params string[] more) =>
        string.Concat(new[] { startLine }.Concat(headers).Concat(more).Select(line => line + "\r\n")) + "\r\n";

    public static IReadOnlyList<string> Ordinary { get; } =
    [
        "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1",
        "From: <sip:alice@example.net>;tag=a",
        "To: <sip:agent@example.com>",
        "Call-ID: c1@192.0.2.1",
        "CSeq: 1 OPTIONS",
    ];

    /// <summary>Text as bytes one to one, so that a test can write any byte.</summary>
    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    public static SipRequest Parse(string text) =>
        SipParser.TryParse(Bytes(text), out var message, out var error)
            ? Assert.IsType<SipRequest>(message)
            : throw new InvalidDataException($"{error.Reason} {error.Header}: {text}");

    public static SipParseError Refuse(string text) => Refuse(Bytes(text));

    public static SipParseError Refuse(byte[] bytes)
    {
        Assert.False(SipParser.TryParse(bytes, out _, out var error));
        return error;
    }
}
