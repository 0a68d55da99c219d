namespace Voxie.SipGateway.Messages;

/// <summary>Why bytes were refused, and what could be read of them all the same.</summary>
/// <param name="Header">The header at fault, when it is one.</param>
/// <param name="Method">Method of the request; null for a response or when the start line does not even show one.</param>
/// <param name="Headers">Every header line that could be read.</param>
internal readonly record struct SipParseError(SipParseReason Reason, string? Header, string? Method, SipHeaders? Headers)
{
    /// <summary>The status that suits the reason; 0 when nobody waits for an answer.</summary>
    public int Status => Reason switch
    {
        SipParseReason.None or SipParseReason.KeepAlive => 0,
        _ when Method is null or SipMethod.Ack => 0,
        SipParseReason.Version => 505,
        _ => 400,
    };

    /// <summary>
    /// The stateless answer, or null: to a response, an ACK, or a request without a Via line. Headers that are missing in
    /// the request are missing in it too. It goes to the address the request came from, for the Via may be what is wrong.
    /// </summary>
    /// <param name="toTag">To tag of ours; the same for each retransmission (RFC 3261 8.2.7).</param>
    public SipResponse? ToResponse(string toTag) =>
        Status == 0 || Headers?[HeaderNames.Via] == null ? null : SipResponse.For(Headers, Status, Phrase, toTag);

    // RFC 3261 21.4.1: the phrase should say what is wrong.
    private string Phrase => Reason switch
    {
        SipParseReason.HeaderMissing => $"Missing {Header} header field",
        SipParseReason.HeaderRepeated => $"Repeated {Header} header field",
        SipParseReason.HeaderValue => $"Malformed {Header} header field",
        SipParseReason.CSeqMethod => "CSeq method does not match",
        SipParseReason.ContentLength => "Malformed Content-Length header field",
        SipParseReason.BodyTruncated => "Body shorter than Content-Length",
        SipParseReason.RequestUri => "Malformed Request-URI",
        SipParseReason.RequestUriHeaders => "Headers in Request-URI",
        _ => SipStatus.Phrase(Status),
    };
}
