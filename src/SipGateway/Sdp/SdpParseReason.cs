namespace Voxie.SipGateway.Sdp;

/// <summary>Why bytes are no session description.</summary>
internal enum SdpParseReason
{
    None,
    TooLarge,
    /// <summary>A line that is not <c>letter=value</c>, or holds a bare CR or NUL.</summary>
    Line,
    Version,
    Origin,
    Connection,
    Media,
    TooManyMedia,
    TooManyAttributes,
}
