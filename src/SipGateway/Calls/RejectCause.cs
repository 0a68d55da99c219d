namespace Voxie.SipGateway.Calls;

/// <summary>Which check refused a request, in the order of the checks.</summary>
public enum RejectCause
{
    /// <summary>The sender may not ask (403).</summary>
    Source,
    /// <summary>The transaction table is full (503).</summary>
    Overload,
    /// <summary>A method that we do not do (405, 501).</summary>
    Method,
    /// <summary>A Request-URI of another scheme (416).</summary>
    Scheme,
    /// <summary>No such dialog (481).</summary>
    Dialog,
    /// <summary>An extension is required that we do not have (420).</summary>
    Extension,
    /// <summary>A body that we cannot read (415), or an answer that the caller would not (406).</summary>
    Content,
    /// <summary>The node is shutting down (503).</summary>
    Draining,
    /// <summary>Nobody has the dialled number (404).</summary>
    UnknownUser,
    /// <summary>As many calls as allowed are up (503).</summary>
    Full,
    /// <summary>The speech queue would become too slow (503).</summary>
    SpeechBusy,
    /// <summary>No codec in common, or no usable SDP (488).</summary>
    Codec,
    /// <summary>No RTP port is free (503).</summary>
    MediaPort,
    /// <summary>A fault of ours (500).</summary>
    Fault,
}
