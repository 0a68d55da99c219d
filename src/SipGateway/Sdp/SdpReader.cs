using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Voxie.SipGateway.Sdp;

/// <summary>
/// Reads lines into a description. Liberal in order and in line ends (LF alone is common), strict where a wrong reading
/// would send audio to the wrong place.
/// </summary>
internal sealed class SdpReader
{
    private readonly ImmutableArray<MediaDescription>.Builder _media = ImmutableArray.CreateBuilder<MediaDescription>();
    private readonly ImmutableArray<SdpAttribute>.Builder _attributes = ImmutableArray.CreateBuilder<SdpAttribute>();
    private SdpOrigin? _origin;
    private string _name = "-";
    private SdpConnection? _sessionConnection;
    private ImmutableArray<SdpAttribute> _sessionAttributes = [];
    // The medium whose lines are being read, without its attributes; null at session level.
    private MediaDescription? _current;

    private SdpReader()
    {
    }

    public static bool TryRead(ReadOnlySpan<byte> body, [NotNullWhen(true)] out SessionDescription? description, out SdpParseReason reason)
    {
        description = null;
        var reader = new SdpReader();
        reason = body.Length > SdpLimits.Bytes ? SdpParseReason.TooLarge : reader.ReadAll(Encoding.UTF8.GetString(body));
        if (reason == SdpParseReason.None) description = reader.Finish();
        return description != null;
    }

    private SdpParseReason ReadAll(string text)
    {
        var isFirst = true;
        // Not EnumerateLines: that also breaks at NEL, form feed and others, which are text here.
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range);
            if (line.EndsWith('\r')) line = line[..^1];
            if (line.IsEmpty) continue;
            if (line.Length < 2 || !char.IsAsciiLetter(line[0]) || line[1] != '=' || line.ContainsAny('\r', '\0')) return SdpParseReason.Line;
            if (isFirst && !line.SequenceEqual("v=0")) return SdpParseReason.Version;
            isFirst = false;
            var reason = ReadLine(line[0], line[2..].ToString());
            if (reason != SdpParseReason.None) return reason;
        }

        if (isFirst) return SdpParseReason.Version;
        return _origin == null ? SdpParseReason.Origin : SdpParseReason.None;
    }

    private SdpParseReason ReadLine(char type, string value)
    {
        switch (type)
        {
            case 'o':
                return _origin == null && SdpOrigin.TryParse(value, out _origin) ? SdpParseReason.None : SdpParseReason.Origin;
            case 's' when _current == null:
                _name = value.Length == 0 ? "-" : value;
                return SdpParseReason.None;
            case 'c':
                return ReadConnection(value);
            case 'm':
                return ReadMedia(value);
            case 'a' when value.Length > 0:
                if (_attributes.Count == SdpLimits.Attributes) return SdpParseReason.TooManyAttributes;
                _attributes.Add(SdpAttribute.Parse(value));
                return SdpParseReason.None;
            default:
                return SdpParseReason.None;
        }
    }

    // Several c= lines per medium are for layered multicast only: the first counts.
    private SdpParseReason ReadConnection(string value)
    {
        if (!SdpConnection.TryParse(value, out var connection)) return SdpParseReason.Connection;
        if (_current == null) _sessionConnection ??= connection;
        else _current = _current with { Connection = _current.Connection ?? connection };
        return SdpParseReason.None;
    }

    // m=<media> <port>[/<number of ports>] <proto> <fmt> ...
    private SdpParseReason ReadMedia(string value)
    {
        EndMedia();
        if (_media.Count == SdpLimits.Media) return SdpParseReason.TooManyMedia;
        var fields = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 3) return SdpParseReason.Media;
        if (!int.TryParse(fields[1].Split('/')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > ushort.MaxValue)
            return SdpParseReason.Media;
        _current = new() { Kind = fields[0], Port = port, Protocol = fields[2], Formats = [.. fields[3..]] };
        return SdpParseReason.None;
    }

    private void EndMedia()
    {
        var attributes = _attributes.ToImmutable();
        _attributes.Clear();
        if (_current == null) _sessionAttributes = attributes;
        else _media.Add(_current with { Attributes = attributes });
        _current = null;
    }

    private SessionDescription Finish()
    {
        EndMedia();
        return new()
        {
            Origin = _origin!, Name = _name, Connection = _sessionConnection, Attributes = _sessionAttributes, Media = _media.ToImmutable(),
        };
    }
}
