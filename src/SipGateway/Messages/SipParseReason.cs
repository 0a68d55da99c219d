namespace Voxie.SipGateway.Messages;

/// <summary>Why bytes are no message we can use.</summary>
internal enum SipParseReason
{
    None,
    /// <summary>Nothing but line ends: a keep-alive, not an error.</summary>
    KeepAlive,
    /// <summary>Not looked into at all.</summary>
    TooLarge,
    StartLine,
    Version,
    RequestUri,
    /// <summary>A Request-URI with a header part: it must never become headers (RFC 3261 19.1.1).</summary>
    RequestUriHeaders,
    /// <summary>No colon, a name that is no token, a control character, a bare CR or LF.</summary>
    HeaderLine,
    HeaderTooLong,
    TooManyHeaders,
    TooManyVias,
    /// <summary>The bytes end inside a header line.</summary>
    HeadersUnended,
    HeaderMissing,
    HeaderRepeated,
    HeaderValue,
    /// <summary>The method of CSeq is not that of the request line.</summary>
    CSeqMethod,
    /// <summary>Not a number, or two numbers.</summary>
    ContentLength,
    /// <summary>Content-Length promises more than the datagram holds.</summary>
    BodyTruncated,
}
