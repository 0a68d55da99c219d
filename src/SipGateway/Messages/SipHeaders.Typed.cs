using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Voxie.SipGateway.Messages;

/// <summary>Typed reading. What every element must understand is read once and kept; the rest is read where it is asked for.</summary>
internal sealed partial class SipHeaders
{
    /// <summary>Read on first use; two threads may both do so and come to the same.</summary>
    internal CoreHeaders Core => _core ??= CoreHeaders.Read(_items);

    /// <summary>Topmost first.</summary>
    public ImmutableArray<ViaHeader> Vias => Core.Vias;

    /// <summary>Read alone where nothing else is: an answer of ours needs no more on its way out.</summary>
    public ViaHeader? TopVia => _core is { } core ? core.Vias.IsEmpty ? null : core.Vias[0] : _topVia ??= CoreHeaders.ReadTopVia(_items);

    public NameAddr? From => Core.From;

    public NameAddr? To => Core.To;

    public string? CallId => Core.CallId;

    public CSeq? CSeq => Core.CSeq;

    /// <summary>0 to 255; null when absent (RFC 2543 peers).</summary>
    public int? MaxForwards => Core.MaxForwards;

    public ImmutableArray<NameAddr> Contacts => Core.Contacts;

    /// <summary><c>Contact: *</c> (REGISTER only).</summary>
    public bool HasContactStar => Core.HasContactStar;

    public ImmutableArray<NameAddr> Routes => Core.Routes;

    public ImmutableArray<NameAddr> RecordRoutes => Core.RecordRoutes;

    public MediaType? ContentType => MediaType.TryParse(this[HeaderNames.ContentType], out var type) ? type : null;

    /// <summary>Type of Content-Disposition, lower case; null when absent or unreadable.</summary>
    public string? ContentDisposition => ReadTokenWithParameters(this[HeaderNames.ContentDisposition], out var type, out _) ? type : null;

    /// <summary>RFC 3261 20.11: a body whose handling is optional may be skipped.</summary>
    public bool IsContentOptional =>
        ReadTokenWithParameters(this[HeaderNames.ContentDisposition], out _, out var parameters)
        && "optional".Equals(parameters.Text("handling"), StringComparison.OrdinalIgnoreCase);

    /// <summary>Number of a reliable provisional response (RFC 3262 7.1).</summary>
    public uint? RSeq => SipText.TryDigits(this[HeaderNames.RSeq], uint.MaxValue, out var number) ? number : null;

    public SessionExpires? SessionExpires =>
        this[HeaderNames.SessionExpires] is { } text && Messages.SessionExpires.TryParse(text, out var value) ? value : null;

    public IReadOnlyList<string> Require => Tokens(HeaderNames.Require);

    public IReadOnlyList<string> ProxyRequire => Tokens(HeaderNames.ProxyRequire);

    public IReadOnlyList<string> Supported => Tokens(HeaderNames.Supported);

    public IReadOnlyList<string> Allow => Tokens(HeaderNames.Allow);

    /// <summary>Accept ranges; null when the header is absent, which means application/sdp only (RFC 3261 20.1). Unreadable ranges are left out.</summary>
    public IReadOnlyList<MediaType>? Accept
    {
        get
        {
            if (!Contains(HeaderNames.Accept)) return null;
            var ranges = new List<MediaType>();
            foreach (var value in All(HeaderNames.Accept))
            {
                var scanner = new TextScanner(value);
                while (MediaType.TryRead(ref scanner, out var range))
                {
                    ranges.Add(range);
                    if (!scanner.TrySkip(',')) break;
                }
            }

            return ranges;
        }
    }

    /// <summary>Reason values (RFC 3326) in order; unreadable ones are left out.</summary>
    public IReadOnlyList<ReasonHeader> Reasons => ReadList<ReasonHeader>(HeaderNames.Reason, ReasonHeader.TryRead);

    public IReadOnlyList<WarningHeader> Warnings => ReadList<WarningHeader>(HeaderNames.Warning, WarningHeader.TryRead);

    /// <summary>Elements of every comma-joined list of that name, empty ones left out: option tags, methods, event packages.</summary>
    public IReadOnlyList<string> Tokens(string name)
    {
        List<string>? tokens = null;
        foreach (var value in All(name))
        {
            foreach (var range in value.AsSpan().Split(','))
            {
                var token = SipText.TrimSpace(value.AsSpan(range));
                if (!token.IsEmpty) (tokens ??= []).Add(token.ToString());
            }
        }

        return tokens ?? [];
    }

    /// <summary>Addresses of every list of that name (P-Asserted-Identity, Diversion); null when one of them is malformed.</summary>
    public ImmutableArray<NameAddr>? Addresses(string name)
    {
        var addresses = ImmutableArray.CreateBuilder<NameAddr>();
        foreach (var value in All(name))
        {
            if (!CoreHeaders.TryReadAddresses(value, addresses)) return null;
        }

        return addresses.ToImmutable();
    }

    /// <summary>Reads delta-seconds (Expires, Min-Expires, Min-SE); null when absent or unreadable.</summary>
    public uint? Seconds(string name) => SipText.TryDigits(this[name], uint.MaxValue, out var seconds) ? seconds : null;

    private delegate bool Reader<T>(ref TextScanner scanner, [NotNullWhen(true)] out T? item)
        where T : class;

    private List<T> ReadList<T>(string name, Reader<T> read)
        where T : class
    {
        var list = new List<T>();
        foreach (var value in All(name))
        {
            var scanner = new TextScanner(value);
            while (read(ref scanner, out var item))
            {
                list.Add(item);
                if (!scanner.TrySkip(',')) break;
            }
        }

        return list;
    }

    private static bool ReadTokenWithParameters(string? value, [NotNullWhen(true)] out string? token, out SipParameters parameters)
    {
        token = null;
        var scanner = new TextScanner(value);
        parameters = SipParameters.None;
        if (!scanner.TryReadToken(out var text) || !SipParameters.TryRead(ref scanner, out parameters)) return false;
        token = text.ToString().ToLowerInvariant();
        return true;
    }
}
