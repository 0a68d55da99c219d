using System.Globalization;

namespace Voxie.Interop.Peers;

/// <summary>A SIP message as text: just enough reading for a test phone.</summary>
internal sealed class SipText
{
    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);

    public required string StartLine { get; init; }

    public string Body { get; private init; } = "";

    /// <summary>Record-Route values in order, as one list.</summary>
    public string? this[string name] => _headers.GetValueOrDefault(name);

    /// <summary>Status of a response; 0 for a request.</summary>
    public int Status => StartLine.StartsWith("SIP/2.0 ", StringComparison.Ordinal) ? int.Parse(StartLine.AsSpan(8, 3), CultureInfo.InvariantCulture) : 0;

    public string Method => Status == 0 ? StartLine.Split(' ')[0] : this["CSeq"]!.Split(' ')[^1];

    public static SipText Read(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var head = (end < 0 ? text : text[..end]).Split("\r\n");
        var message = new SipText { StartLine = head[0], Body = end < 0 ? "" : text[(end + 4)..] };
        foreach (var line in head.Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                var name = line[..colon].Trim();
                message._headers[name] = message._headers.TryGetValue(name, out var before) ? before + "," + line[(colon + 1)..].Trim() : line[(colon + 1)..].Trim();
            }
        }

        return message;
    }

    /// <summary>Port of the first audio line of an SDP body.</summary>
    public int MediaPort() =>
        Body.Split("\r\n").First(line => line.StartsWith("m=audio ", StringComparison.Ordinal)) is var line
            ? int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture)
            : 0;

    /// <summary>First payload type of the first audio line.</summary>
    public int PayloadType() =>
        int.Parse(Body.Split("\r\n").First(line => line.StartsWith("m=audio ", StringComparison.Ordinal)).Split(' ')[3], CultureInfo.InvariantCulture);
}
