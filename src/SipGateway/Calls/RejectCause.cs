namespace Voxie.SipGateway.Calls;

/// <summary>Which check refused a request, in the order of the checks.</summary>
public enum RejectCause
{
    /// <summary>The sender's address was refused too often (no answer).</summary>
    Banned,
    /// <summary>An unknown address sends too much (no answer).</summary>
    SourceRate,
    /// <summary>The sender may not ask (403, or no answer).</summary>
    Source,
    /// <summary>Known peers ask for more than the node serves (503).</summary>
    Rate,
    /// <summary>A wrong password, or a name that no trunk has (401).</summary>
    Credentials,
    /// <summary>The trunk begins calls too fast (503).</summary>
    TrunkRate,
    /// <summary>As many calls of the trunk as allowed are up (503).</summary>
    TrunkFull,
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
    /// <summary>The session interval asked for is too short (422).</summary>
    Interval,
    /// <summary>The node is shutting down (503).</summary>
    Draining,
    /// <summary>A rule of the routes refuses the call (its status), or leads nowhere (404, 503).</summary>
    Route,
    /// <summary>No rule fits, and nobody has the dialled number (404).</summary>
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
