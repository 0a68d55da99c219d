namespace Voxie.SipGateway.Messages;

internal sealed record SipResponse : SipMessage
{
    /// <summary>100 to 699.</summary>
    public required int StatusCode { get; init; }

    public required string ReasonPhrase
    {
        get;
        init => field = value.AsSpan().ContainsAny('\r', '\n') ? throw new ArgumentException("A reason phrase is one line.", nameof(value)) : value;
    }

    public bool IsProvisional => StatusCode < 200;

    public bool IsSuccess => StatusCode is >= 200 and < 300;

    /// <summary>An answer to a request (RFC 3261 8.2.6.2). Record-Route and Contact, which only dialogs need, are the caller's to add.</summary>
    /// <param name="toTag">Added when the request's To has none; null (100 only) adds none.</param>
    public static SipResponse For(SipRequest request, int statusCode, string? toTag = null, string? reasonPhrase = null) =>
        For(request.Headers, statusCode, reasonPhrase, toTag);

    internal static SipResponse For(SipHeaders request, int statusCode, string? reasonPhrase, string? toTag)
    {
        var headers = new List<SipHeader>();
        foreach (var header in request)
        {
            // The bytes that came in go back, so even a header we read differently matches at the peer.
            if (header.Name is HeaderNames.Via or HeaderNames.From or HeaderNames.CallId or HeaderNames.CSeq) headers.Add(header);
            else if (header.Name == HeaderNames.To) headers.Add(Tagged(header, request.To, toTag));
            // RFC 3261 8.2.6.1: copied into a 100.
            else if (header.Name == HeaderNames.Timestamp && statusCode == 100) headers.Add(header);
        }

        return new() { StatusCode = statusCode, ReasonPhrase = reasonPhrase ?? SipStatus.Phrase(statusCode), Headers = new(headers) };
    }

    public override string ToString() => $"{StatusCode} {ReasonPhrase}";

    private static SipHeader Tagged(SipHeader header, NameAddr? to, string? toTag) =>
        toTag == null || to == null || to.Tag != null ? header : new(header.Name, $"{header.Value};tag={toTag}");
}
