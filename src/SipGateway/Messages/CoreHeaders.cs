using System.Collections.Immutable;

namespace Voxie.SipGateway.Messages;

/// <summary>
/// The headers that route a message and name its dialog, read in one pass. The first thing wrong is noted as
/// <see cref="Fault"/>, and reading goes on: even a broken request may be answered, if its Via can be read.
/// </summary>
internal sealed class CoreHeaders
{
    private ImmutableArray<ViaHeader>.Builder? _vias;
    private ImmutableArray<NameAddr>.Builder? _contacts;
    private ImmutableArray<NameAddr>.Builder? _routes;
    private ImmutableArray<NameAddr>.Builder? _recordRoutes;
    private bool _hasContentType;

    private CoreHeaders()
    {
    }

    public ImmutableArray<ViaHeader> Vias { get; private set; } = [];
    public NameAddr? From { get; private set; }
    public NameAddr? To { get; private set; }
    public string? CallId { get; private set; }
    public CSeq? CSeq { get; private set; }
    public int? MaxForwards { get; private set; }
    public ImmutableArray<NameAddr> Contacts { get; private set; } = [];
    public bool HasContactStar { get; private set; }
    public ImmutableArray<NameAddr> Routes { get; private set; } = [];
    public ImmutableArray<NameAddr> RecordRoutes { get; private set; } = [];

    /// <summary><see cref="SipParseReason.None"/> when all that is here is well formed and everything mandatory is here.</summary>
    public SipParseReason Fault { get; private set; }

    public string? FaultyHeader { get; private set; }

    public static CoreHeaders Read(ReadOnlySpan<SipHeader> headers)
    {
        var core = new CoreHeaders();
        foreach (var header in headers) core.Read(header);
        core.Vias = core._vias?.ToImmutable() ?? [];
        core.Contacts = core._contacts?.ToImmutable() ?? [];
        core.Routes = core._routes?.ToImmutable() ?? [];
        core.RecordRoutes = core._recordRoutes?.ToImmutable() ?? [];
        core.DemandMandatory();
        return core;
    }

    /// <summary>The first Via that can be read, which is the first of <see cref="Vias"/>.</summary>
    public static ViaHeader? ReadTopVia(ReadOnlySpan<SipHeader> headers)
    {
        foreach (var header in headers)
        {
            if (header.Name != HeaderNames.Via) continue;
            var scanner = new TextScanner(header.Value);
            if (ViaHeader.TryRead(ref scanner, out var via)) return via;
        }

        return null;
    }

    /// <summary>All of this with another top Via.</summary>
    public CoreHeaders WithTopVia(ViaHeader via)
    {
        var copy = (CoreHeaders)MemberwiseClone();
        copy.Vias = Vias.SetItem(0, via);
        return copy;
    }

    /// <summary>Reads a comma-joined list of addresses; no element may be empty.</summary>
    public static bool TryReadAddresses(string value, ImmutableArray<NameAddr>.Builder into)
    {
        var scanner = new TextScanner(value);
        do
        {
            if (!NameAddr.TryRead(ref scanner, out var address)) return false;
            into.Add(address);
        }
        while (scanner.TrySkip(','));
        return scanner.AtEnd;
    }

    private void Read(SipHeader header)
    {
        switch (header.Name)
        {
            case HeaderNames.Via:
                ReadVias(header.Value);
                break;
            case HeaderNames.From when Once(From, header):
                From = NameAddr.TryParse(header.Value, out var from) ? from : Malformed<NameAddr>(header);
                break;
            case HeaderNames.To when Once(To, header):
                To = NameAddr.TryParse(header.Value, out var to) ? to : Malformed<NameAddr>(header);
                break;
            case HeaderNames.CallId when Once(CallId, header):
                var isWord = header.Value.Length > 0 && !header.Value.AsSpan().ContainsAny(' ', '\t');
                CallId = isWord ? header.Value : Malformed<string>(header);
                break;
            case HeaderNames.CSeq when Once(CSeq, header):
                if (Messages.CSeq.TryParse(header.Value, out var cseq)) CSeq = cseq;
                else Note(SipParseReason.HeaderValue, header.Name);
                break;
            case HeaderNames.MaxForwards when Once(MaxForwards, header):
                // RFC 3261 20.22: 0 to 255.
                if (SipText.TryDigits(header.Value, 255, out var hops)) MaxForwards = (int)hops;
                else Note(SipParseReason.HeaderValue, header.Name);
                break;
            case HeaderNames.Contact when header.Value == "*":
                HasContactStar = true;
                break;
            case HeaderNames.Contact:
                ReadAddresses(header, _contacts ??= ImmutableArray.CreateBuilder<NameAddr>());
                break;
            case HeaderNames.Route:
                ReadAddresses(header, _routes ??= ImmutableArray.CreateBuilder<NameAddr>());
                break;
            case HeaderNames.RecordRoute:
                ReadAddresses(header, _recordRoutes ??= ImmutableArray.CreateBuilder<NameAddr>());
                break;
            case HeaderNames.ContentType:
                // Two of them would let two readers see two bodies.
                if (_hasContentType) Note(SipParseReason.HeaderRepeated, header.Name);
                _hasContentType = true;
                break;
        }
    }

    private void ReadVias(string value)
    {
        _vias ??= ImmutableArray.CreateBuilder<ViaHeader>();
        var scanner = new TextScanner(value);
        do
        {
            if (_vias.Count == SipLimits.Vias)
            {
                Note(SipParseReason.TooManyVias, HeaderNames.Via);
                return;
            }

            if (!ViaHeader.TryRead(ref scanner, out var via))
            {
                Note(SipParseReason.HeaderValue, HeaderNames.Via);
                return;
            }

            _vias.Add(via);
        }
        while (scanner.TrySkip(','));
        if (!scanner.AtEnd) Note(SipParseReason.HeaderValue, HeaderNames.Via);
    }

    private void ReadAddresses(SipHeader header, ImmutableArray<NameAddr>.Builder into)
    {
        if (!TryReadAddresses(header.Value, into)) Note(SipParseReason.HeaderValue, header.Name);
    }

    /// <summary>The first one counts; a second is a fault, for another reader may take that one (RFC 4475 3.3.8).</summary>
    private bool Once<T>(T? read, SipHeader header)
    {
        if (read is null) return true;
        Note(SipParseReason.HeaderRepeated, header.Name);
        return false;
    }

    private T? Malformed<T>(SipHeader header)
        where T : class
    {
        Note(SipParseReason.HeaderValue, header.Name);
        return null;
    }

    // RFC 3261 8.1.1. Max-Forwards is missed by no one: RFC 2543 peers do not send it.
    private void DemandMandatory()
    {
        if (Vias.IsEmpty) Note(SipParseReason.HeaderMissing, HeaderNames.Via);
        if (From == null) Note(SipParseReason.HeaderMissing, HeaderNames.From);
        if (To == null) Note(SipParseReason.HeaderMissing, HeaderNames.To);
        if (CallId == null) Note(SipParseReason.HeaderMissing, HeaderNames.CallId);
        if (CSeq == null) Note(SipParseReason.HeaderMissing, HeaderNames.CSeq);
    }

    private void Note(SipParseReason reason, string header)
    {
        if (Fault != SipParseReason.None) return;
        (Fault, FaultyHeader) = (reason, header);
    }
}
